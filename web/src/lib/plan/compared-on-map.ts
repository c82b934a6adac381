import type { Dispatch } from '#lib/dispatch/dispatch.svelte.ts'
import { roundOf, routeColour } from '#lib/map/palette.ts'
import type { RouteOnMap } from '#lib/map/route-layers.ts'
import { crewsThatDiffer, type ComparedVersions } from './compared-versions.ts'
import { straightLine } from './routes-on-map.ts'

/** The routes of the other version: what differs stands out, the rest steps back. */
export function otherRoutes(
  { own, other, moved }: ComparedVersions,
  dispatch: Pick<Dispatch, 'crew'>,
): RouteOnMap[] {
  const isMoved = new Set(moved.map(({ taskId }) => taskId))
  const routes = other.routes.map((route) => {
    const color = dispatch.crew(route.crewId)?.color ?? 0
    const stops = route.stops.filter(({ kind, location }) => kind === 'task' && location !== null)
    return {
      id: route.crewId,
      colour: routeColour(color),
      round: roundOf(color),
      line: route.geometry?.coordinates ?? straightLine(route),
      stops: stops.map(({ taskId, location, lateSeconds }, index) => ({
        id: taskId!,
        number: index + 1,
        lon: location![0],
        lat: location![1],
        isLate: lateSeconds > 0,
        isChanged: isMoved.has(taskId!),
      })),
    }
  })
  return quieten(routes, crewsThatDiffer(own, other))
}

/** The routes of the version shown: what is the same in the other one steps back. */
export function besideOther(routes: RouteOnMap[], { own, other }: ComparedVersions): RouteOnMap[] {
  return quieten(routes, crewsThatDiffer(own, other))
}

function quieten(routes: RouteOnMap[], differ: ReadonlySet<number>): RouteOnMap[] {
  return routes.map((route) => ({
    ...route,
    isQuiet: !differ.has(route.id),
    stops: route.stops.map((stop) => ({ ...stop, isQuiet: !stop.isChanged })),
  }))
}
