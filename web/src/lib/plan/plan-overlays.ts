import type { DayWatch } from '#lib/day/day-watch.svelte.ts'
import type { Dispatch } from '#lib/dispatch/dispatch.svelte.ts'
import type { Focus } from '#lib/dispatch/view.ts'
import type { MapOverlay } from '#lib/map/overlay.ts'
import { routeOverlay } from '#lib/map/route-layers.ts'
import { besideOther } from './compared-on-map.ts'
import { dragOverlay } from './drag-on-map.ts'
import { legsOverlay } from './legs-on-map.ts'
import type { Planning } from './planning.svelte.ts'
import { crewsOnMap, routesOnMap } from './routes-on-map.ts'
import type { StopDrag } from './stop-drag.svelte.ts'

interface Given {
  planning: Planning
  dispatch: Dispatch
  watch: DayWatch
  drag: StopDrag
  focus: Focus | null
}

/**
 * A plan on the map: its routes and what is known of them now, what a hand is about to do. While orders are chosen for
 * it, which lie over it, only its ways, faint: where crews go already.
 */
export function planOverlays({ planning, dispatch, watch, drag, focus }: Given): MapOverlay[] {
  const detail = planning.detail.value
  const selected = planning.selected(focus)
  if (planning.orders.value) {
    const ways = routesOnMap(planning, dispatch).map((route) => ({ ...route, stops: [], isQuiet: true }))
    return [routeOverlay({ routes: ways, ...selected }), crewsOnMap(planning.crews())]
  }
  const routes = routesOnMap(planning, dispatch, watch.isShown(detail) ? watch.lateTasks : null)
  // beside another version only what differs is told
  const { compared } = planning
  return [
    ...(compared ? [] : [legsOverlay(detail?.routes ?? [], selected.selectedRouteId)]),
    routeOverlay({ routes: compared ? besideOther(routes, compared) : routes, ...selected }),
    dragOverlay(drag.preview, planning, dispatch),
    crewsOnMap(planning.crews()),
  ]
}
