import type { Tx } from '@dromos/db'
import type { Context } from '../../context.ts'
import type { Nearby, NearbyJob } from '../../contract/index.ts'
import { findToday } from '../../crews/queries.ts'
import type { TravelTimes } from '../../roads/index.ts'
import { findClosures } from '../closure-queries.ts'
import { toClosures } from '../travel.ts'
import { cheapestDetour } from './detours.ts'
import { findSweeper } from './find-sweeper.ts'
import { findCandidates, findStopsAhead, type Candidate } from './nearby-queries.ts'

const mostJobs = 20

/** What a crew may take today between its stops to come, on the way back to its depot included. */
export async function findNearby(
  tx: Tx,
  { clock }: Pick<Context, 'clock'>,
  travelTimes: TravelTimes,
  crewId: number,
): Promise<Nearby> {
  const now = clock.now()
  const day = await findToday(tx, now)
  const sweeper = await findSweeper(tx, crewId, day, now)
  const detourMinutes = sweeper?.detourMinutes ?? 0
  const nothing: Nearby = { crewId, detourMinutes, jobs: [], isEstimate: false, at: now.toISOString() }
  const stops = sweeper && detourMinutes > 0 ? await findStopsAhead(tx, crewId, day) : []
  if (!sweeper || stops.length === 0) return nothing
  const places = stops.map(({ location }) => location)
  const candidates = await findCandidates(tx, sweeper, places, { day, now })
  if (candidates.length === 0) return nothing
  const way = [...places, sweeper.home]
  const matrix = await travelTimes.matrix([...way, ...candidates.map(({ location }) => location)], {
    profile: sweeper.profile,
    band: 'day',
    closures: (await findClosures(tx, now, sweeper.shiftEndsAt)).flatMap(toClosures),
  })
  const jobs = candidates
    .flatMap((candidate, index) => offer(candidate, cheapestDetour(matrix, way.length, way.length + index)))
    .filter(({ detourSeconds }) => detourSeconds <= detourMinutes * 60)
    .sort((a, b) => a.detourSeconds - b.detourSeconds || a.taskId - b.taskId)
  const isEstimate = travelTimes.isEstimate || matrix.estimated.includes(1)
  return { ...nothing, jobs: jobs.slice(0, mostJobs), isEstimate }

  function offer(candidate: Candidate, detour: ReturnType<typeof cheapestDetour>): NearbyJob[] {
    if (!detour) return []
    // never the depot: of the last two places it is always taken from the stop
    const { visitId } = stops[detour.from]!
    return [
      {
        ...candidate,
        nearVisitId: visitId,
        distanceMeters: detour.meters,
        detourSeconds: detour.seconds,
      },
    ]
  }
}
