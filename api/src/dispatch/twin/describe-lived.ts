import type { LivedDay, TwinFigures, TwinRoute } from '../../contract/index.ts'
import type { TravelTimes } from '../../roads/travel-times.ts'
import { profileOf } from '../build-problem.ts'
import type { DayInput, PlannableTask } from '../day-input.ts'
import { endOf, startOf } from '../places.ts'
import { rememberWay } from '../remember-ways.ts'
import type { AgainstPlan } from './against-plan.ts'
import { latenessOf, type PromisedWindow, type TwinTask } from './count-figures.ts'
import type { LivedRoute } from './live-through.ts'

type LonLat = readonly [lon: number, lat: number]

interface Lived extends AgainstPlan {
  figures: TwinFigures
  routes: readonly LivedRoute[]
  tasks: readonly TwinTask[]
  promises: ReadonlyMap<number, PromisedWindow>
}

const mostLeft = 500

/** A lived day as screens show it: every way along the streets, and what was left over. */
export async function describeLived(
  travelTimes: TravelTimes,
  input: DayInput,
  { figures, routes, tasks, promises, plannedOf, expectedOf }: Lived,
): Promise<LivedDay> {
  const about = new Map(input.tasks.map((task) => [task.id, task]))
  const known = new Map(tasks.map((task) => [task.taskId, task]))
  const described: TwinRoute[] = []
  for (const route of routes) {
    const crew = input.crews.find(({ id }) => id === route.crewId)!
    const [start, end] = [startOf(crew), endOf(crew)]
    const places = route.stops.map(({ taskId }) => about.get(taskId)!.location)
    const way = await findWay(travelTimes, [start, ...places, end], profileOf(crew))
    const stops = route.stops.map((stop, index) => {
      const { workOrderId, title, location } = about.get(stop.taskId)!
      const promise = promises.get(stop.taskId)
      const task = known.get(stop.taskId)!
      const planned = plannedOf(stop.taskId)
      return {
        taskId: stop.taskId,
        workOrderId,
        title,
        location,
        departedAt: iso(stop.departedAt),
        arrivedAt: iso(stop.arrivedAt),
        endedAt: iso(stop.endedAt),
        outcome: task.outcome,
        isLate: latenessOf(task, stop, input.origin) > 0,
        dueAt: task.dueAt?.toISOString() ?? null,
        latestAt: task.latestAt?.toISOString() ?? null,
        plannedArrivalAt: planned && iso(planned.beginsAt),
        plannedEndAt: planned && iso(planned.endsAt),
        promise: promise ? { from: promise.from.toISOString(), to: promise.to.toISOString() } : null,
        alongMeters: way.along[index + 1],
      }
    })
    described.push({
      crewId: route.crewId,
      shifts: route.shifts.map(({ startsAt, endsAt }) => ({ startsAt: iso(startsAt), endsAt: iso(endsAt) })),
      depot: start,
      startedAt: iso(route.startAt),
      homeAt: iso(route.homeAt),
      geometry: way.geometry,
      lineMeters: way.along[way.along.length - 1],
      stops,
      expected: expectedOf(route.crewId),
    })
  }
  const left = leftOf(input.tasks, routes, known)
  return {
    ...spanOf(input, routes),
    dayStartsAt: iso(input.origin.getTime()),
    figures,
    routes: described,
    left,
  }
}

/** Through all places in order, and how far along each of them lies. */
async function findWay(
  travelTimes: TravelTimes,
  places: readonly LonLat[],
  profile: ReturnType<typeof profileOf>,
): Promise<{ geometry: TwinRoute['geometry']; along: number[] }> {
  const isNew = places.map((place, index) => index === 0 || place.join() !== places[index - 1].join())
  const distinct = places.filter((_, index) => isNew[index])
  const route =
    distinct.length < 2 ? null : await rememberWay(travelTimes, distinct, { profile, band: 'day' })
  if (!route) return { geometry: null, along: places.map(() => 0) }
  let meters = 0
  let leg = 0
  const along = isNew.map((isOther, index) => {
    if (isOther && index > 0) meters += route.legs[leg++].meters
    return Math.round(meters)
  })
  const coordinates = route.geometry.coordinates.map(([lon, lat]): [number, number] => [lon, lat])
  return { geometry: { type: 'LineString', coordinates }, along }
}

/** From the first shift, or work before it, to the last. */
function spanOf(input: DayInput, routes: readonly LivedRoute[]): { from: string; to: string } {
  const times = routes.flatMap(({ startAt, homeAt, shifts }) => [
    startAt,
    homeAt,
    ...shifts.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]),
  ])
  const noon = input.origin.getTime() + 12 * 3_600_000
  return times.length === 0
    ? { from: iso(noon), to: iso(noon) }
    : { from: iso(Math.min(...times)), to: iso(Math.max(...times)) }
}

function leftOf(
  tasks: readonly PlannableTask[],
  routes: readonly LivedRoute[],
  known: ReadonlyMap<number, TwinTask>,
): LivedDay['left'] {
  const met = new Set(
    routes.flatMap(({ stops }) =>
      stops.flatMap(({ taskId }) => (known.get(taskId)!.outcome === 'open' ? [] : [taskId])),
    ),
  )
  return tasks
    .filter(({ id }) => !met.has(id))
    .slice(0, mostLeft)
    .map(({ id: taskId, workOrderId, title, location }) => ({ taskId, workOrderId, title, location }))
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
