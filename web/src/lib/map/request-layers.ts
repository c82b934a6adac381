import type { ExpressionSpecification, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl'
import { chosenRing, countText, isPartOf, partRadius, roomOfDiscs } from './count-marks.ts'
import type { MapLook, MapOverlay } from './overlay.ts'
import { routeColours } from './palette.ts'
import { semibold } from './type.ts'

export interface RequestOverlayOptions {
  /** whole address of the tile server */
  tilesUrl: string
  jurisdictionId: string
  /** codes; all when empty */
  services?: string[]
  /** open statuses; all when empty */
  statuses?: string[]
  /** codes in the order of their colours: then a point shows its service and no longer only its state */
  colourByService?: string[]
}

const id = 'requests'
/** Layers whose features are single requests; the feature id is the request's id. */
export const requestLayerIds = [`${id}-point`, `${id}-late`]
/** The layer whose features are counts: `count`, `late`, `service`. */
export const requestClusterLayerId = `${id}-cluster`
/** The map's state that says how many of a count are chosen, by the count's id: also its letters may follow that. */
export const chosenInCounts = `${id}-chosen`

/**
 * Open requests as live tiles: circles, overdue ones diamonds; below zoom 13 counts,
 * with a "!" where half or more are overdue, and in a ring where some are chosen. Feature state
 * `selected` and `hover` (source `requests`, layer `request`) lift a point out.
 */
export function requestOverlay(options: RequestOverlayOptions): MapOverlay {
  const { tilesUrl, jurisdictionId, services = [], statuses = [] } = options
  const wishes = [
    ...(services.length ? [`service=${services.join(',')}`] : []),
    ...(statuses.length ? [`status=${statuses.join(',')}`] : []),
  ]
  const query = wishes.length ? `?${wishes.join('&')}` : ''
  return {
    id,
    sources: {
      [id]: {
        type: 'vector',
        tiles: [`${tilesUrl}/${jurisdictionId}/requests/{z}/{x}/{y}${query}`],
        minzoom: 6,
        maxzoom: 16,
      },
    },
    layers: (look) =>
      [...pointLayers(look, options.colourByService), ...clusterLayers(look)].map((layer) => ({
        height: 'on top',
        layer,
      })),
  }
}

/** Asks anew for the tiles over a place that a live event named; for all of them without a place. */
export function refreshRequests(map: MapLibreMap, place?: { lon: number; lat: number }): void {
  if (!map.getSource(id)) return
  map.refreshTiles(id, place && tilesOver(place.lon, place.lat))
}

function tilesOver(lon: number, lat: number): { z: number; x: number; y: number }[] {
  const sine = Math.sin((lat * Math.PI) / 180)
  const across = lon / 360 + 0.5
  const down = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
  return Array.from({ length: 11 }, (_, index) => {
    const z = 6 + index
    return { z, x: Math.floor(across * 2 ** z), y: Math.floor(down * 2 ** z) }
  })
}

const singleRequests = { source: id, 'source-layer': 'request', minzoom: 13 } as const
const isLate: ExpressionSpecification = ['has', 'late']

function pointLayers(look: MapLook, colourByService?: string[]): LayerSpecification[] {
  return [onTimeCircles(look, colourByService), ...lateDiamonds(look, colourByService)]
}

function onTimeCircles({ colours }: MapLook, colourByService?: string[]): LayerSpecification {
  const stands: ExpressionSpecification = ['any', state('selected'), state('hover')]
  const radius = (lifted: number, plain: number): ExpressionSpecification => ['case', stands, lifted, plain]
  const edge = (lifted: number, plain: number): ExpressionSpecification => [
    'case',
    state('selected'),
    lifted,
    plain,
  ]
  return {
    id: `${id}-point`,
    type: 'circle',
    ...singleRequests,
    filter: ['!', isLate],
    paint: {
      'circle-color': byService(colourByService, colours.accent),
      'circle-radius': [
        'interpolate',
        ['linear'],
        ['zoom'],
        13,
        radius(4.5, 2.2),
        15,
        radius(7.5, 4.4),
        18,
        radius(10, 7.5),
      ],
      'circle-stroke-color': ['case', state('selected'), colours.ink, colours.casing],
      'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 13, edge(2, 0.4), 16, edge(2.5, 1.4)],
    },
  }
}

function lateDiamonds({ colours }: MapLook, colourByService?: string[]): LayerSpecification[] {
  return [
    {
      // the ring of the one that is chosen or pointed at
      id: `${id}-late-ring`,
      type: 'circle',
      ...singleRequests,
      filter: isLate,
      paint: {
        'circle-color': colours.ink,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 13, 6, 18, 13],
        'circle-opacity': ['case', state('selected'), 1, state('hover'), 0.25, 0],
      },
    },
    {
      id: `${id}-late`,
      type: 'symbol',
      ...singleRequests,
      filter: isLate,
      layout: {
        'icon-image': 'diamond',
        'icon-size': ['interpolate', ['linear'], ['zoom'], 13, 0.3, 15, 0.66, 18, 1.2],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
      paint: {
        'icon-color': byService(colourByService, colours.late),
        'icon-halo-color': colours.casing,
        'icon-halo-width': ['interpolate', ['linear'], ['zoom'], 13, 0.4, 16, 1.2],
      },
    },
  ]
}

function clusterLayers({ colours, language }: MapLook): LayerSpecification[] {
  const source = { source: id, 'source-layer': 'request_cluster', maxzoom: 13 } as const
  const count: ExpressionSpecification = ['get', 'count']
  const isMostlyLate: ExpressionSpecification = ['>=', ['*', 2, ['get', 'late']], count]
  const chosen: ExpressionSpecification = [
    'number',
    ['get', ['to-string', ['id']], ['object', ['global-state', chosenInCounts], ['literal', {}]]],
    0,
  ]
  const isPart = isPartOf(chosen, count)
  const radius = partRadius(count, isPart, isMostlyLate)
  return [
    roomOfDiscs({ id: `${requestClusterLayerId}-room`, ...source }, radius),
    chosenRing({
      layer: { id: `${requestClusterLayerId}-chosen`, ...source },
      count,
      chosen,
      radius,
      colour: colours.ink,
    }),
    {
      id: requestClusterLayerId,
      type: 'circle',
      ...source,
      // the small ones would be hidden
      layout: { 'circle-sort-key': ['-', 0, count] },
      paint: {
        'circle-color': ['case', isMostlyLate, colours.late, colours.accent],
        'circle-radius': radius,
        'circle-stroke-color': colours.casing,
        'circle-stroke-width': 1.5,
      },
    },
    {
      id: `${requestClusterLayerId}-count`,
      type: 'symbol',
      ...source,
      layout: {
        'text-field': countText({ count, part: chosen, isMostlyLate, language }),
        'text-font': semibold,
        'text-size': 12,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
        'symbol-sort-key': ['-', 0, count],
      },
      paint: {
        'text-color': colours.onAccent,
        'text-halo-color': ['case', isMostlyLate, colours.late, colours.accent],
        'text-halo-width': ['case', isPart, 2, 0],
      },
    },
  ]
}

function state(name: 'selected' | 'hover'): ExpressionSpecification {
  return ['boolean', ['feature-state', name], false]
}

function byService(order: string[] | undefined, otherwise: string): string | ExpressionSpecification {
  if (!order?.length) return otherwise
  const pairs = order.slice(0, routeColours.length).flatMap((code, index) => [code, routeColours[index]])
  return ['match', ['get', 'service'], ...pairs, otherwise] as unknown as ExpressionSpecification
}
