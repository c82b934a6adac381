import type { LonLat, Route, Stop } from '@dromos/api/contract'

/** The way from one place of a route to the next, as the map shows it with a straight line. */
export interface Leg {
  /** the stop it leads to, null for the way home */
  taskId: number | null
  from: LonLat
  to: LonLat
  meters: number
  /** where along the route it begins and ends, in metres */
  begins: number
}

export interface FlaggedLeg extends Leg {
  /** it crosses another leg of its route: the other way round would be shorter */
  isCrossing: boolean
  /** it is much longer than the route's others */
  isLong: boolean
}

/** a leg is long beyond so many of its route's median, */
const longTimes = 4
/** and beyond so many metres */
const longMeters = 1500

/** The legs of a route that cross another one, or are far longer than the others. */
export function flaggedLegs(route: Pick<Route, 'stops'>): FlaggedLeg[] {
  const legs = legsOf(route.stops)
  const crossing = new Set<Leg>()
  for (let index = 0; index < legs.length; index++)
    for (let next = index + 1; next < legs.length; next++)
      if (cross(legs[index]!, legs[next]!)) crossing.add(legs[index]!).add(legs[next]!)
  const between = legs.filter(({ isBetween }) => isBetween)
  const limit = Math.max(longMeters, longTimes * median(between.map(({ meters }) => meters)))
  return legs.flatMap(({ isBetween, ...leg }, index) => {
    const isCrossing = crossing.has(legs[index]!)
    // the way from and to the depot is as long as it is
    const isLong = isBetween && leg.meters > limit
    return isCrossing || isLong ? [{ ...leg, isCrossing, isLong }] : []
  })
}

const known = new WeakMap<object, FlaggedLeg[]>()

/** The same, worked out once for each route: map, list, board and figures ask for it. */
export function flagsOf(route: Pick<Route, 'stops'>): FlaggedLeg[] {
  const legs = known.get(route) ?? flaggedLegs(route)
  known.set(route, legs)
  return legs
}

function legsOf(stops: readonly Stop[]): (Leg & { isBetween: boolean })[] {
  const legs: (Leg & { isBetween: boolean })[] = []
  let before: Stop | null = null
  let way = 0
  let meters = 0
  for (const stop of stops) {
    // a break on the way has no place; the way goes on behind it
    meters += stop.distanceMeters
    if (!stop.location) continue
    if (before?.location) {
      legs.push({
        taskId: stop.taskId,
        from: before.location,
        to: stop.location,
        meters,
        begins: way,
        isBetween: before.kind === 'task' && stop.kind === 'task',
      })
      way += meters
    }
    meters = 0
    before = stop
  }
  return legs
}

/** Whether two straight legs meet within both; legs that share an end do not cross there. */
export function cross(a: Pick<Leg, 'from' | 'to'>, b: Pick<Leg, 'from' | 'to'>): boolean {
  // most legs are nowhere near each other
  if (isApart(a, b, 0) || isApart(a, b, 1)) return false
  const isShared = [a.from, a.to].some((one) => [b.from, b.to].some((other) => isSame(one, other)))
  if (isShared) return false
  const sides = [
    turn(a.from, a.to, b.from) * turn(a.from, a.to, b.to),
    turn(b.from, b.to, a.from) * turn(b.from, b.to, a.to),
  ]
  return sides.every((side) => side < 0)
}

function isApart(a: Pick<Leg, 'from' | 'to'>, b: Pick<Leg, 'from' | 'to'>, axis: 0 | 1): boolean {
  // a page's first picture waits for tens of thousands of these: no lists
  const a1 = a.from[axis]
  const a2 = a.to[axis]
  const b1 = b.from[axis]
  const b2 = b.to[axis]
  return Math.max(a1, a2) < Math.min(b1, b2) || Math.max(b1, b2) < Math.min(a1, a2)
}

/** Positive where `to` turns to the left of the way from `from` over `over`. */
function turn(from: LonLat, over: LonLat, to: LonLat): number {
  return Math.sign((over[0] - from[0]) * (to[1] - from[1]) - (over[1] - from[1]) * (to[0] - from[0]))
}

function isSame(one: LonLat, other: LonLat): boolean {
  return one[0] === other[0] && one[1] === other[1]
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
