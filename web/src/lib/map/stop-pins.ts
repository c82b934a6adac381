import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { MapLook } from './overlay.ts'

/** Over the shoulder of each stop that is held where it is. */
export function stopPins(
  { colours }: MapLook,
  source: string,
  opacity: number | ExpressionSpecification,
): LayerSpecification {
  return {
    id: `${source}-pin`,
    type: 'symbol',
    source,
    minzoom: 12.5,
    filter: ['get', 'isLocked'],
    layout: {
      'icon-image': 'pin',
      'icon-size': ['interpolate', ['linear'], ['zoom'], 12.5, 0.7, 16, 1],
      'icon-offset': [11, -11],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
    },
    paint: {
      'icon-color': colours.ink,
      'icon-halo-color': colours.casing,
      'icon-halo-width': 1.5,
      'icon-opacity': opacity,
    },
  }
}
