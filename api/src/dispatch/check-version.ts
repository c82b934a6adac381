import type { Tx } from '@dromos/db'
import type { z } from 'zod'
import { foreseeWindows } from '../arrivals/promise-arrivals.ts'
import { mostToldCitizens, type checkPlanVersion } from '../contract/index.ts'
import type { TravelTimes } from '../roads/travel-times.ts'
import { crewsOf, diffVisits, exchangesOf } from './diff-visits.ts'
import { withHistory } from './known-violations.ts'
import { openDraft } from './open-draft.ts'
import {
  findLiveVisits,
  findPlannedStops,
  findToldRequests,
  type PlannedStop,
  type ToldRequest,
} from './publish-queries.ts'
import { findViolations } from './violation-queries.ts'

type Checked = z.input<typeof checkPlanVersion.response>

/** What publishing a version would break, whom it would tell, and what could not be given out. Changes nothing. */
export async function checkVersion(
  tx: Tx,
  travelTimes: TravelTimes,
  { planId, version, now }: { planId: number; version: number; now: Date },
): Promise<Checked> {
  const question = { planId, version, taskIds: [], now, isGivenOut: true }
  const { day, view } = await openDraft(tx, travelTimes, question)
  const stops = await findPlannedStops(tx, planId, version)
  const visits = await findLiveVisits(
    tx,
    planId,
    stops.map(({ taskId }) => taskId),
  )
  const diff = diffVisits(planId, stops, visits)
  const { added, refused } = diff
  const told = Map.groupBy(
    await findToldRequests(
      tx,
      added.map(({ workOrderId }) => workOrderId),
    ),
    ({ workOrderId }) => workOrderId,
  )
  const windows = await windowsOf(tx, added, told)
  return {
    violations: withHistory(day, view.evaluation, await findViolations(tx, planId, version)),
    crews: crewsOf(diff).map((crew) => ({
      ...crew,
      citizenCount: added
        .filter(({ crewId }) => crewId === crew.crewId)
        .reduce((sum, { workOrderId }) => sum + (told.get(workOrderId)?.length ?? 0), 0),
    })),
    citizens: windows.slice(0, mostToldCitizens),
    refused,
    exchanges: exchangesOf(planId, stops, visits),
  }
}

/** Who would hear which window, in the order of the day. */
async function windowsOf(
  tx: Tx,
  added: readonly PlannedStop[],
  told: ReadonlyMap<number, readonly ToldRequest[]>,
): Promise<Checked['citizens']> {
  const stops = added
    .filter(({ workOrderId }) => told.has(workOrderId))
    .sort((a, b) => a.arrivalAt.getTime() - b.arrivalAt.getTime())
  const windows = await foreseeWindows(
    tx,
    stops.map(({ workOrderId, crewId, arrivalAt }) => ({
      serviceCode: told.get(workOrderId)![0].serviceCode,
      crewId,
      plannedArrivalAt: arrivalAt,
    })),
  )
  return stops.flatMap(({ crewId, workOrderId, title }, index) => {
    const { from, to } = windows[index]
    return told.get(workOrderId)!.map(({ publicId }) => ({
      crewId,
      workOrderId,
      title,
      publicId,
      from: from.toISOString(),
      to: to.toISOString(),
    }))
  })
}
