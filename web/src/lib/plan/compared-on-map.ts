import type { Dispatch } from '#lib/dispatch/dispatch.svelte.ts'
import type { MapOverlay } from '#lib/map/overlay.ts'
import { dashedRoutes } from './dashed-routes.ts'
import type { Planning } from './planning.svelte.ts'

const look = {
  id: 'compared',
  width: 7,
  casingWidth: 9,
  dashes: [0.6, 0.5] as [number, number],
  opacity: 0.75,
}

/** The routes of the version that the shown one is compared with: dashed, under it. */
export function comparedOverlay(planning: Planning, dispatch: Dispatch): MapOverlay {
  const routes = (planning.base.value?.routes ?? []).flatMap(({ crewId, geometry }) =>
    geometry ? [{ crewId, geometry }] : [],
  )
  return dashedRoutes(routes, dispatch, look)
}
