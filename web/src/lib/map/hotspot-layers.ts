import type { Feature, FeatureCollection, Point, Polygon } from 'geojson'
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { MapLook, MapOverlay } from './overlay.ts'
import { semibold } from './type.ts'

/** What of a hotspot the map shows; the contract's `Hotspot` is one. */
export interface HotspotOnMap {
  id: number
  requestCount: number
  overdueCount: number
  center: [number, number]
  hull: { type: 'Polygon'; coordinates: [number, number][][] }
}

const id = 'hotspots'
/** Layers whose features carry `hotspotId`. */
export const hotspotLayerIds = [`${id}-surface`, `${id}-dot`, `${id}-count`]

/** Hotspots as outlines with their count; more than half overdue shows in colour and by a "!". */
export function hotspotOverlay(options: {
  hotspots: readonly HotspotOnMap[]
  selectedId?: number | null
}): MapOverlay {
  const { hotspots, selectedId } = options
  return {
    id,
    sources: {
      [`${id}-surface`]: { type: 'geojson', data: surfaces(hotspots) },
      [`${id}-center`]: { type: 'geojson', data: centers(hotspots) },
    },
    layers: (look) => [
      ...surfaceLayers(look, selectedId).map((layer) => ({ height: 'beneath names' as const, layer })),
      ...countLayers(look, selectedId).map((layer) => ({ height: 'on top' as const, layer })),
    ],
  }
}

function surfaceLayers({ colours }: MapLook, selectedId?: number | null): LayerSpecification[] {
  const isChosen = chosen(selectedId)
  const colour: ExpressionSpecification = ['case', ['get', 'isUrgent'], colours.late, colours.accent]
  return [
    {
      id: `${id}-surface`,
      type: 'fill',
      source: `${id}-surface`,
      paint: { 'fill-color': colour, 'fill-opacity': ['case', isChosen, 0.3, 0.14] },
    },
    {
      id: `${id}-edge`,
      type: 'line',
      source: `${id}-surface`,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colour, 'line-width': ['case', isChosen, 3, 1.5], 'line-opacity': 0.9 },
    },
  ]
}

function countLayers({ colours }: MapLook, selectedId?: number | null): LayerSpecification[] {
  const isChosen = chosen(selectedId)
  const colour: ExpressionSpecification = ['case', ['get', 'isUrgent'], colours.late, colours.accent]
  return [
    {
      id: `${id}-dot`,
      type: 'circle',
      source: `${id}-center`,
      paint: {
        'circle-color': colour,
        'circle-radius': 3.5,
        'circle-stroke-color': colours.casing,
        'circle-stroke-width': 1,
      },
    },
    {
      id: `${id}-count`,
      type: 'symbol',
      source: `${id}-center`,
      layout: {
        'icon-image': 'disc',
        'icon-size': ['interpolate', ['linear'], ['sqrt', ['get', 'count']], 1, 0.95, 5, 1.5],
        'icon-padding': 1,
        'text-field': ['concat', ['to-string', ['get', 'count']], ['case', ['get', 'isUrgent'], '!', '']],
        'text-font': semibold,
        'text-size': 12,
        'text-padding': 0,
        // where two would cover each other the larger one is said; the other is a dot until one comes nearer
        'symbol-sort-key': ['case', isChosen, -1e6, ['-', ['get', 'count']]],
      },
      paint: {
        'icon-color': ['case', isChosen, colours.ink, colours.surface],
        'icon-halo-color': colour,
        'icon-halo-width': 2,
        'text-color': ['case', isChosen, colours.surface, colours.ink],
      },
    },
  ]
}

function surfaces(hotspots: readonly HotspotOnMap[]): FeatureCollection<Polygon> {
  return {
    type: 'FeatureCollection',
    features: hotspots.map((hotspot): Feature<Polygon> => ({
      type: 'Feature',
      properties: properties(hotspot),
      geometry: hotspot.hull,
    })),
  }
}

function centers(hotspots: readonly HotspotOnMap[]): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: hotspots.map((hotspot): Feature<Point> => ({
      type: 'Feature',
      properties: properties(hotspot),
      geometry: { type: 'Point', coordinates: hotspot.center },
    })),
  }
}

function properties({ id: hotspotId, requestCount, overdueCount }: HotspotOnMap) {
  return { hotspotId, count: requestCount, isUrgent: overdueCount * 2 > requestCount }
}

function chosen(selectedId: number | null | undefined): ExpressionSpecification {
  return ['==', ['get', 'hotspotId'], selectedId ?? -1]
}
