import type { ExpressionSpecification, LayerSpecification, LineLayerSpecification } from 'maplibre-gl'
import type { MapLook } from './overlay.ts'
import { swallowedBy } from './palette.ts'

const isLit: ExpressionSpecification = ['boolean', ['feature-state', 'lit'], false]
const isTogether: ExpressionSpecification = ['boolean', ['feature-state', 'selected'], false]
const round: ExpressionSpecification = ['get', 'round']

/** Around what has a route's colour: the casing, or an edge where the ground would swallow it. */
export function casingOf({ colours }: MapLook): ExpressionSpecification {
  const swallowed = swallowedBy(colours.land, colours.leastContrast)
  return ['match', ['get', 'colour'], swallowed, colours.edge, colours.casing]
}

/** Under a route that is pointed at elsewhere; with the layout of the routes' own layers it shares their shapes. */
export function litLine(
  { colours }: MapLook,
  source: string,
  layout: LineLayerSpecification['layout'],
): LayerSpecification {
  return {
    id: `${source}-lit`,
    type: 'line',
    source,
    layout,
    paint: {
      'line-color': colours.ink,
      'line-width': ['interpolate', ['linear'], ['zoom'], 11, 7, 14, 11, 17, 16],
      'line-opacity': ['case', isLit, 0.85, 0],
    },
  }
}

/** Around a stop that is pointed at elsewhere. */
export function litStop({ colours }: MapLook, source: string): LayerSpecification {
  return {
    id: `${source}-lit`,
    type: 'circle',
    source,
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 8, 14, 13, 17, 16],
      'circle-color': 'transparent',
      'circle-stroke-color': colours.ink,
      'circle-stroke-width': 3,
      'circle-stroke-opacity': ['case', isLit, 1, 0],
    },
  }
}

/** Around each of the stops that are chosen together. */
export function chosenStop({ colours }: MapLook, source: string): LayerSpecification {
  return {
    id: `${source}-together`,
    type: 'circle',
    source,
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 7, 14, 11, 17, 14],
      'circle-color': 'transparent',
      'circle-stroke-color': colours.accent,
      'circle-stroke-width': 3,
      'circle-stroke-opacity': ['case', isTogether, 1, 0],
    },
  }
}

/** Where the colours have begun again: dashes of the casing along the line, dots the time after. */
export function roundDashes(
  { colours }: MapLook,
  source: string,
  opacity: number | ExpressionSpecification,
): LayerSpecification[] {
  return [1, 2].map((each) => ({
    id: `${source}-round-${each}`,
    type: 'line',
    source,
    filter: each === 1 ? ['==', round, 1] : ['>=', round, 2],
    layout: { 'line-cap': each === 1 ? 'butt' : 'round', 'line-join': 'round' },
    paint: {
      'line-color': colours.casing,
      'line-width': ['interpolate', ['linear'], ['zoom'], 11, 1, 14, 1.8, 17, 3],
      'line-dasharray': each === 1 ? [4, 3] : [0.1, 3],
      'line-opacity': opacity,
    },
  }))
}

/** The same at stops: a ring around the disc. */
export function roundRing(source: string, opacity: number | ExpressionSpecification): LayerSpecification {
  return {
    id: `${source}-round`,
    type: 'circle',
    source,
    minzoom: 12.5,
    filter: ['>=', round, 1],
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 12.5, 9, 16, 13],
      'circle-color': 'transparent',
      'circle-stroke-color': ['get', 'colour'],
      'circle-stroke-width': 1.5,
      'circle-stroke-opacity': opacity,
    },
  }
}
