import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { MapLook } from './overlay.ts'
import { semibold } from './type.ts'

/** Under each stop that breaks a rule: a sign, and from near the words for it. */
export function brokenStops(
  { colours }: MapLook,
  source: string,
  opacity: number | ExpressionSpecification,
): LayerSpecification {
  return {
    id: `${source}-broken`,
    type: 'symbol',
    source,
    filter: ['!=', ['get', 'broken'], ''],
    layout: {
      'text-field': ['step', ['zoom'], '⚠', 12.5, ['concat', '⚠ ', ['get', 'broken']]],
      'text-font': semibold,
      'text-size': 12,
      'text-anchor': 'top',
      'text-offset': [0, 0.85],
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: {
      'text-color': colours.late,
      'text-halo-color': colours.halo,
      'text-halo-width': 2,
      'text-opacity': opacity,
    },
  }
}
