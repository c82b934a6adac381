import type { Dispatch } from '#lib/dispatch/dispatch.svelte.ts'
import type { RouteOnMap } from '#lib/map/route-layers.ts'
import type { ComparedVersions } from './compared-versions.ts'
import { routeOnMap } from './routes-on-map.ts'

/** The routes of the other version: what differs stands out, the rest steps back. */
export function otherRoutes(
  { other, moved, differ }: ComparedVersions,
  dispatch: Pick<Dispatch, 'crew'>,
): RouteOnMap[] {
  const isMoved = new Set(moved.map(({ taskId }) => taskId))
  const routes = other.routes.map((route) =>
    routeOnMap(route, dispatch, ({ taskId, lateSeconds }) => ({
      isLate: lateSeconds > 0,
      isChanged: isMoved.has(taskId),
    })),
  )
  return quieten(routes, differ)
}

/** The routes of the version shown: what is the same in the other one steps back. */
export function besideOther(routes: RouteOnMap[], { differ }: ComparedVersions): RouteOnMap[] {
  return quieten(routes, differ)
}

function quieten(routes: RouteOnMap[], differ: ReadonlySet<number>): RouteOnMap[] {
  return routes.map((route) => ({
    ...route,
    isQuiet: !differ.has(route.id),
    stops: route.stops.map((stop) => ({ ...stop, isQuiet: !stop.isChanged })),
  }))
}
