import type { TwinRoute } from '@dromos/api/contract'
import { timedRoute, type TimedRoute } from './timed-route.ts'

/** A crew and its routes, by their indexes: the recorded day has one, one that is lived another way one for each shift. */
export interface TwinCrew {
  crewId: number
  /** in the order of time */
  indexes: number[]
}

/** The routes as they can be asked, a crew's stops counted through. */
export function timedRoutes(routes: readonly TwinRoute[]): TimedRoute[] {
  const counts = new Map<number, number>()
  return routes.map((route) => {
    const before = counts.get(route.crewId) ?? 0
    counts.set(route.crewId, before + route.stops.length)
    return timedRoute(route, before)
  })
}

/** In the order in which the routes name them. */
export function crewsOf(routes: readonly Pick<TimedRoute, 'crewId'>[]): TwinCrew[] {
  const crews = new Map<number, TwinCrew>()
  routes.forEach(({ crewId }, index) => {
    const crew = crews.get(crewId)
    if (crew) crew.indexes.push(index)
    else crews.set(crewId, { crewId, indexes: [index] })
  })
  return [...crews.values()]
}

/** The route that a crew is on at a moment: the last that has begun, or before any has its first. */
export function indexAt(
  { indexes }: TwinCrew,
  routes: readonly Pick<TimedRoute, 'startedAt'>[],
  at: number,
): number {
  return indexes.findLast((index) => routes[index]!.startedAt <= at) ?? indexes[0]!
}
