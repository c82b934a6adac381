import type { Map as MapLibreMap } from 'maplibre-gl'
import type { MapPosition } from './view.ts'

/** Whether the map stands there, to within a pixel or two of what an address can say. */
export function isShown(
  map: Pick<MapLibreMap, 'getCenter' | 'getZoom'>,
  { zoom, center }: MapPosition,
): boolean {
  const { lng, lat } = map.getCenter()
  const degrees = 3 / 2 ** zoom
  return (
    Math.abs(map.getZoom() - zoom) < 0.02 &&
    Math.abs(lng - center[0]) < Math.max(degrees, 2e-5) &&
    Math.abs(lat - center[1]) < Math.max(degrees, 2e-5)
  )
}

/** Where the map stands, for the address. */
export function positionOf(map: Pick<MapLibreMap, 'getCenter' | 'getZoom'>): MapPosition {
  const { lng, lat } = map.getCenter()
  return { zoom: map.getZoom(), center: [lng, lat] }
}

/** Hears of each move that a person made: a view that came by itself is not worth an address. Gives the end of it. */
export function onMovedByHand(map: MapLibreMap, listener: () => void): () => void {
  const hear = (event: object) => {
    if ('originalEvent' in event && event.originalEvent) listener()
  }
  for (const kind of ['dragend', 'zoomend'] as const) map.on(kind, hear)
  return () => {
    for (const kind of ['dragend', 'zoomend'] as const) map.off(kind, hear)
  }
}
