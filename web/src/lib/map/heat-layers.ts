import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { heatColour, type HeatClass } from './heat-classes.ts'
import type { MapLook, MapOverlay } from './overlay.ts'

/** An H3 cell, a neighbourhood, any surface with a figure. */
export interface HeatSurface {
  /** what a click gives back */
  key: string
  /** null: unknown, which is not zero */
  value: number | null
  geometry: Polygon | MultiPolygon
}

const id = 'heat'
/** The layers whose features carry `key` and `value`. */
export const heatLayerIds = [`${id}-surface`, `${id}-unknown`]

/** Surfaces coloured by classes (see `heat-classes.ts`); what is unknown is hatched. */
export function heatOverlay(options: {
  surfaces: readonly HeatSurface[]
  classes: readonly HeatClass[]
  selectedKey?: string | null
}): MapOverlay {
  const { surfaces, classes, selectedKey } = options
  return {
    id,
    sources: { [id]: { type: 'geojson', data: collection(surfaces, classes) } },
    layers: (look) => heatLayers(look, selectedKey).map((layer) => ({ height: 'beneath names', layer })),
  }
}

function heatLayers({ theme, colours }: MapLook, selectedKey?: string | null): LayerSpecification[] {
  const isUnknown: ExpressionSpecification = ['!', ['has', 'colour']]
  return [
    {
      id: `${id}-surface`,
      type: 'fill',
      source: id,
      filter: ['!', isUnknown],
      paint: {
        'fill-color': ['get', 'colour'], // near by, the streets underneath matter too
        'fill-opacity': ['interpolate', ['linear'], ['zoom'], 13, 0.78, 16, 0.5],
      },
    },
    {
      id: `${id}-unknown`,
      type: 'fill',
      source: id,
      filter: isUnknown,
      paint: { 'fill-pattern': `hatch-${theme}` },
    },
    {
      id: `${id}-edge`,
      type: 'line',
      source: id,
      paint: {
        'line-color': colours.casing,
        'line-width': ['interpolate', ['linear'], ['zoom'], 11, 0.3, 15, 1.2],
      },
    },
    {
      id: `${id}-selected`,
      type: 'line',
      source: id,
      filter: ['==', ['get', 'key'], selectedKey ?? ''],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colours.ink, 'line-width': 2.5 },
    },
  ]
}

function collection(
  surfaces: readonly HeatSurface[],
  classes: readonly HeatClass[],
): FeatureCollection<Polygon | MultiPolygon> {
  return {
    type: 'FeatureCollection',
    features: surfaces.map(({ key, value, geometry }): Feature<Polygon | MultiPolygon> => {
      const colour = heatColour(value, classes)
      return { type: 'Feature', properties: { key, value, ...(colour ? { colour } : {}) }, geometry }
    }),
  }
}
