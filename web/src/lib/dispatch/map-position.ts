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
