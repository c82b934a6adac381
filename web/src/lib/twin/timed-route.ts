import type { LonLat, TwinRoute, TwinStop } from '@dromos/api/contract'

export interface TimedStop {
  stop: TwinStop
  /** among the crew's stops, from 1 */
  number: number
  /** milliseconds since 1970 */
  departedAt: number
  arrivedAt: number
  endedAt: number
  /** null for what the plan has no time for */
  plannedArrivalAt: number | null
  plannedEndAt: number | null
  limits: { dueAt: number | null; latestAt: number | null }
  /** 0 to 1, along the line */
  along: number
}

/** What was expected from a moment on, until the next: see the contract's `TwinExpectation`. */
interface TimedExpectation {
  from: number
  next: { taskId: number; isUnderWay: boolean; plannedAt: number; expectedAt: number } | null
}

/** A lived route that can be asked where its crew was. */
export interface TimedRoute {
  crewId: number
  shifts: { from: number; to: number }[]
  startedAt: number
  homeAt: number
  stops: TimedStop[]
  /** in the order of time */
  expected: TimedExpectation[]
  line: [number, number][]
  /** metres from the line's beginning to each of its points */
  measured: number[]
}

export interface CrewMoment {
  crewId: number
  place: LonLat
  state: 'waiting' | 'driving' | 'working' | 'between' | 'home'
  /** where it works, or is driving to */
  taskId: number | null
}

/** `stopsBefore` are of the same crew: a day that is lived another way has a route for each shift. */
export function timedRoute(route: TwinRoute, stopsBefore = 0): TimedRoute {
  const straight = [route.depot, ...route.stops.map(({ location }) => location), route.depot]
  const line = route.geometry?.coordinates ?? straight
  const measured = measure(line)
  const bare = measure(straight)
  return {
    crewId: route.crewId,
    shifts: route.shifts.map(({ startsAt, endsAt }) => ({
      from: Date.parse(startsAt),
      to: Date.parse(endsAt),
    })),
    startedAt: Date.parse(route.startedAt),
    homeAt: Date.parse(route.homeAt),
    expected: route.expected.map(({ from, next }) => ({
      from: Date.parse(from),
      next: next && {
        taskId: next.taskId,
        isUnderWay: next.isUnderWay,
        plannedAt: Date.parse(next.plannedAt),
        expectedAt: Date.parse(next.expectedAt),
      },
    })),
    line,
    measured,
    stops: route.stops.map((stop, index) => ({
      stop,
      number: stopsBefore + index + 1,
      departedAt: Date.parse(stop.departedAt),
      arrivedAt: Date.parse(stop.arrivedAt),
      endedAt: Date.parse(stop.endedAt),
      plannedArrivalAt: instant(stop.plannedArrivalAt),
      plannedEndAt: instant(stop.plannedEndAt),
      limits: { dueAt: instant(stop.dueAt), latestAt: instant(stop.latestAt) },
      along: route.geometry
        ? share(stop.alongMeters, route.lineMeters)
        : share(bare[index + 1]!, bare[bare.length - 1]!),
    })),
  }
}

const instant = (text: string | null) => (text === null ? null : Date.parse(text))

/** Where a crew was, and what it did there. */
export function crewAt(route: TimedRoute, at: number): CrewMoment {
  const { crewId, stops } = route
  const there = (along: number, state: CrewMoment['state'], taskId: number | null): CrewMoment => ({
    crewId,
    place: placeAt(route, along),
    state,
    taskId,
  })
  if (at < route.startedAt) return there(0, 'waiting', null)
  let from = 0
  for (const { stop, departedAt, arrivedAt, endedAt, along } of stops) {
    if (at < departedAt) return there(from, 'between', null)
    if (at < arrivedAt) {
      const driven = (at - departedAt) / (arrivedAt - departedAt)
      return there(from + (along - from) * driven, 'driving', stop.taskId)
    }
    if (at < endedAt) return there(along, 'working', stop.taskId)
    from = along
  }
  const leftAt = stops.at(-1)?.endedAt ?? route.startedAt
  if (at >= route.homeAt) return there(1, 'home', null)
  return there(from + (1 - from) * ((at - leftAt) / (route.homeAt - leftAt)), 'driving', null)
}

/** What had become of a stop by then. */
export function stopStateAt(
  { stop, endedAt }: Pick<TimedStop, 'stop' | 'endedAt'>,
  at: number,
): 'ahead' | 'done' | 'failed' {
  if (at < endedAt || stop.outcome === 'open') return 'ahead'
  return stop.outcome
}

function placeAt({ line, measured }: TimedRoute, along: number): LonLat {
  const wanted = along * measured[measured.length - 1]!
  let low = 0
  let high = measured.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (measured[middle]! <= wanted) low = middle
    else high = middle
  }
  const part = share(wanted - measured[low]!, measured[high]! - measured[low]!)
  const [a, b] = [line[low]!, line[high]!]
  return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part]
}

/** Metres along, on a plane that is flat enough for a city. */
function measure(line: readonly (readonly [number, number])[]): number[] {
  const metersPerDegree = 111_320
  let sum = 0
  return line.map(([lon, lat], index) => {
    const before = line[index - 1]
    if (before) {
      const east = (lon - before[0]) * Math.cos((lat * Math.PI) / 180)
      sum += Math.hypot(east, lat - before[1]) * metersPerDegree
    }
    return sum
  })
}

function share(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0
}
