import { closureLayerIds } from '#lib/closures/closure-layers.ts'
import { hotspotLayerIds } from '#lib/map/hotspot-layers.ts'
import { routeLineLayerId, routeStopLayerIds } from '#lib/map/route-layers.ts'
import type { MapFeature } from '#lib/map/stage.svelte.ts'
import { orderLayerIds } from './backlog-on-map.ts'
import type { Focus } from './view.ts'

/**
 * What a click on the map's feature opens. A stop's number is its order's in the review, and in a plan its task's:
 * `orderOfStop` knows which.
 */
export function focusOf(
  { layerId, id, properties }: Pick<MapFeature, 'layerId' | 'id' | 'properties'>,
  orderOfStop: (stopId: number) => number | null,
): Focus | null {
  if (hotspotLayerIds.includes(layerId)) return { kind: 'hotspot', id: Number(properties.hotspotId) }
  if (orderLayerIds.includes(layerId)) return { kind: 'order', id: Number(id) }
  if (routeStopLayerIds.includes(layerId)) {
    const order = orderOfStop(Number(properties.stopId))
    return order === null ? null : { kind: 'order', id: order }
  }
  if (closureLayerIds.includes(layerId)) return { kind: 'closure', id: Number(properties.closureId) }
  if (layerId === routeLineLayerId) return { kind: 'crew', id: Number(properties.routeId) }
  return id === undefined ? null : { kind: 'request', id: Number(id) }
}
