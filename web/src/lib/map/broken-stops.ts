import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { MapLook } from './overlay.ts'
import { semibold } from './type.ts'

/** Under each stop that breaks a rule a sign, and beside it from near the words for it where there is room. */
export function brokenStops(
  { colours }: MapLook,
  source: string,
  opacity: number | ExpressionSpecification,
): LayerSpecification[] {
  const paint = {
    'text-color': colours.late,
    'text-halo-color': colours.halo,
    'text-halo-width': 2,
    'text-opacity': opacity,
  }
  const sign: LayerSpecification = {
    id: `${source}-broken`,
    type: 'symbol',
    source,
    filter: ['!=', ['get', 'broken'], ''],
    layout: {
      'text-field': '⚠',
      'text-font': semibold,
      'text-size': 12,
      'text-anchor': 'top',
      'text-offset': [0, 0.85],
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint,
  }
  const words: LayerSpecification = {
    id: `${source}-broken-words`,
    type: 'symbol',
    source,
    minzoom: 12.5,
    filter: ['!=', ['get', 'broken'], ''],
    layout: {
      'text-field': ['get', 'broken'],
      'text-font': semibold,
      'text-size': 12,
      'text-anchor': 'top-left',
      'text-justify': 'left',
      'text-offset': [0.75, 0.85],
    },
    paint,
  }
  return [sign, words]
}
