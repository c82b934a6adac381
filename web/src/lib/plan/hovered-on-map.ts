import type { Map as MapLibreMap } from 'maplibre-gl'
import { routeLineLayerId, routeSources, routeStopLayerIds } from '#lib/map/route-layers.ts'
import type { MapFeature } from '#lib/map/stage.svelte.ts'
import type { Pointed } from './hovered.svelte.ts'

const lit = new WeakMap<MapLibreMap, { source: string; id: number }>()

/** What of the plan the map's pointer is over. */
export function pointedOnMap(feature: MapFeature | null): Pointed | null {
  if (!feature) return null
  const crewId = Number(feature.properties.routeId)
  if (routeStopLayerIds.includes(feature.layerId)) {
    return { crewId, taskId: Number(feature.properties.stopId) }
  }
  return feature.layerId === routeLineLayerId ? { crewId, taskId: null } : null
}

/** Lights on the map what is pointed at anywhere: one mark changes its state, nothing is drawn anew. */
export function lightOnMap(map: MapLibreMap, pointed: Pointed | null): void {
  const before = lit.get(map)
  if (before && map.getSource(before.source)) map.setFeatureState(before, { lit: false })
  lit.delete(map)
  if (!pointed) return
  const next =
    pointed.taskId === null
      ? { source: routeSources.lines, id: pointed.crewId! }
      : { source: routeSources.stops, id: pointed.taskId }
  if (!map.getSource(next.source)) return
  map.setFeatureState(next, { lit: true })
  lit.set(map, next)
}
