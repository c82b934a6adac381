import type { Dispatch } from '#lib/dispatch/dispatch.svelte.ts'
import type { MapOverlay } from '#lib/map/overlay.ts'
import { dashedRoutes, type DashedRoute } from './dashed-routes.ts'
import type { MovePreview } from './live-moves.ts'
import type { Planning } from './planning.svelte.ts'

const look = { id: 'drag', width: 2.5, casingWidth: 5, dashes: [2, 1.5] as [number, number] }

/**
 * The order of stops a move would make, from stop to stop: the streets are known once it is made. It lies there empty
 * before, so that a hand that begins to move does not wait for layers.
 */
export function dragOverlay(preview: MovePreview | null, planning: Planning, dispatch: Dispatch): MapOverlay {
  const routes = (preview?.routes ?? []).map(({ crewId, stops }): DashedRoute => {
    const depot = dispatch.crew(crewId)?.depot.location
    const places = stops.flatMap(({ taskId }) => {
      const place = planning.find(taskId)?.location
      return place ? [place] : []
    })
    const ends = depot ? [depot] : []
    return { crewId, geometry: { type: 'LineString', coordinates: [...ends, ...places, ...ends] } }
  })
  return dashedRoutes(routes, dispatch, look)
}
