import type {
  DataDrivenPropertyValueSpecification,
  ExpressionSpecification,
  LayerSpecification,
} from 'maplibre-gl'
import type { MapLook, MapOverlay } from './overlay.ts'
import { brokenStops } from './broken-stops.ts'
import { routeLines, routeStops, type RouteOnMap } from './route-features.ts'
import { casingOf, chosenStop, litLine, litStop, roundDashes, roundRing } from './route-marks.ts'
import { stopPins } from './stop-pins.ts'
import { semibold } from './type.ts'

export type { RouteOnMap, StopOnMap } from './route-features.ts'

export interface RouteOverlayOptions {
  routes: readonly RouteOnMap[]
  /** the others step back */
  selectedRouteId?: number | null
  selectedStopId?: number | null
}

const id = 'routes'
/** Their features go by the route's and the stop's id. */
export const routeSources = { lines: `${id}-line`, stops: `${id}-stop` }
export const routeLineLayerId = `${id}-line`
const routeStopLayerId = `${id}-stop`
const routeDotLayerId = `${id}-dot`
/** Their features have `stopId` and `routeId`. */
export const routeStopLayerIds = [`${routeStopLayerId}-chosen`, routeStopLayerId, routeDotLayerId]

/** Routes with casing and arrows, stops with their numbers; a late stop has a ring and a "!". */
export function routeOverlay({ routes, selectedRouteId, selectedStopId }: RouteOverlayOptions): MapOverlay {
  return {
    id,
    sources: {
      [routeSources.lines]: { type: 'geojson', promoteId: 'routeId', data: routeLines(routes) },
      [routeSources.stops]: { type: 'geojson', promoteId: 'stopId', data: routeStops(routes) },
    },
    layers: (look) =>
      [...lineLayers(look, selectedRouteId), ...stopLayers(look, selectedRouteId, selectedStopId)].map(
        (layer) => ({
          height: 'on top',
          layer,
        }),
      ),
  }
}

function lineLayers(look: MapLook, selectedRouteId?: number | null): LayerSpecification[] {
  const layout = {
    'line-cap': 'round',
    'line-join': 'round',
    // a street's corners are mitred: rounded, a city's routes have twice the triangles, and look the same
    'line-round-limit': 1.6,
    'line-sort-key': onTop(selectedRouteId),
  } as const
  const opacity = stepBack(selectedRouteId, 0.28)
  return [
    litLine(look, routeSources.lines, layout),
    {
      id: `${id}-casing`,
      type: 'line',
      source: `${id}-line`,
      layout,
      paint: { 'line-color': casingOf(look), 'line-width': width(2.5), 'line-opacity': opacity },
    },
    {
      id: routeLineLayerId,
      type: 'line',
      source: `${id}-line`,
      layout,
      paint: { 'line-color': ['get', 'colour'], 'line-width': width(0), 'line-opacity': opacity },
    },
    ...roundDashes(look, routeSources.lines, opacity),
    {
      id: `${id}-arrow`,
      type: 'symbol',
      source: `${id}-line`,
      minzoom: 13,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 90,
        'icon-image': 'arrow',
        'icon-size': ['interpolate', ['linear'], ['zoom'], 13, 0.55, 17, 0.9],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
      paint: {
        'icon-color': ['get', 'colour'],
        'icon-halo-color': casingOf(look),
        'icon-halo-width': 1.5,
        'icon-opacity': stepBack(selectedRouteId, 0),
      },
    },
  ]
}

function stopLayers(
  look: MapLook,
  selectedRouteId?: number | null,
  selectedStopId?: number | null,
): LayerSpecification[] {
  const isChosen: ExpressionSpecification = ['==', ['get', 'stopId'], selectedStopId ?? -1]
  return [
    stopDots(look, isChosen, selectedRouteId),
    roundRing(routeSources.stops, stepBack(selectedRouteId, 0.25)),
    stopNumbers(look, isChosen, selectedRouteId, 'others'),
    stopNumbers(look, isChosen, selectedRouteId, 'chosen'),
    ...brokenStops(look, `${id}-stop`, stepBack(selectedRouteId, 0.25)),
    stopPins(look, `${id}-stop`, stepBack(selectedRouteId, 0.25)),
    chosenStop(look, routeSources.stops),
    litStop(look, routeSources.stops),
  ]
}

const isDone: ExpressionSpecification = ['==', ['get', 'state'], 'done']
const isLate: ExpressionSpecification = ['get', 'isLate']
const isChanged: ExpressionSpecification = ['get', 'isChanged']

/** Every stop is seen, also where there is no room for its number. */
function stopDots(
  look: MapLook,
  isChosen: ExpressionSpecification,
  selectedRouteId?: number | null,
): LayerSpecification {
  const { colours } = look
  const opacity = stepBack(selectedRouteId, 0.25)
  const own: ExpressionSpecification = ['get', 'colour']
  return {
    id: routeDotLayerId,
    type: 'circle',
    source: `${id}-stop`,
    layout: { 'circle-sort-key': onTop(selectedRouteId) },
    paint: {
      'circle-color': ['case', isDone, colours.surface, own],
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 3, 14, 4.5, 17, 6],
      'circle-stroke-color': edge(look, isChosen, own),
      'circle-stroke-width': ['case', isChosen, 3, ['any', isLate, isChanged], 2.5, 1.5],
      'circle-opacity': opacity,
      'circle-stroke-opacity': opacity,
    },
  }
}

/** Discs with numbers where there is room: those of the chosen route first, the chosen stop always. */
function stopNumbers(
  look: MapLook,
  isChosen: ExpressionSpecification,
  selectedRouteId: number | null | undefined,
  which: 'chosen' | 'others',
): LayerSpecification {
  const { colours } = look
  const opacity = stepBack(selectedRouteId, 0.25)
  const own: ExpressionSpecification = ['get', 'colour']
  const isAlone = which === 'chosen'
  return {
    id: isAlone ? `${routeStopLayerId}-chosen` : routeStopLayerId,
    type: 'symbol',
    source: `${id}-stop`,
    minzoom: isAlone ? 0 : 12.5,
    filter: isAlone ? isChosen : ['!', isChosen],
    layout: {
      'icon-image': 'disc',
      'icon-size': ['interpolate', ['linear'], ['zoom'], 12.5, 0.66, 16, isAlone ? 1.2 : 1],
      'icon-padding': 0,
      'icon-allow-overlap': isAlone,
      // done is a tick and cannot be taken for a number; failed a cross
      'text-field': [
        'match',
        ['get', 'state'],
        'done',
        '✓',
        'failed',
        '×',
        ['concat', ['get', 'number'], ['case', isLate, '!', '']],
      ],
      'text-font': semibold,
      'text-size': ['interpolate', ['linear'], ['zoom'], 12.5, 9.5, 16, 12.5],
      'text-padding': 0,
      'text-allow-overlap': true,
      'symbol-sort-key':
        selectedRouteId == null
          ? ['+', ['get', 'number'], ['case', ['get', 'isQuiet'], 1000, 0]]
          : ['-', 0, onTop(selectedRouteId)],
    },
    paint: {
      'icon-color': ['case', isDone, colours.surface, own],
      'icon-halo-color': edge(look, isChosen, own),
      'icon-halo-width': ['case', isChosen, 3, ['any', isLate, isChanged], 2.5, 1.5],
      'icon-opacity': opacity,
      'text-color': ['case', isDone, colours.ink, ['get', 'text']],
      'text-opacity': opacity,
    },
  }
}

function edge(
  look: MapLook,
  isChosen: ExpressionSpecification,
  own: ExpressionSpecification,
): ExpressionSpecification {
  const { colours } = look
  return [
    'case',
    isChosen,
    colours.ink,
    isLate,
    colours.late,
    isChanged,
    colours.accent,
    isDone,
    own,
    casingOf(look),
  ]
}

function width(extra: number): DataDrivenPropertyValueSpecification<number> {
  return ['interpolate', ['linear'], ['zoom'], 11, 2 + extra * 0.7, 14, 4 + extra, 17, 7 + extra * 1.3]
}

/** Those beside the chosen one step back; where none is chosen, those that are quiet. */
function stepBack(selectedRouteId: number | null | undefined, opacity: number): ExpressionSpecification {
  const isFore: ExpressionSpecification =
    selectedRouteId == null ? ['!', ['get', 'isQuiet']] : ['==', ['get', 'routeId'], selectedRouteId]
  return ['case', isFore, 1, opacity]
}

function onTop(selectedRouteId: number | null | undefined): ExpressionSpecification {
  return selectedRouteId == null
    ? ['case', ['get', 'isQuiet'], 0, 1]
    : ['case', ['==', ['get', 'routeId'], selectedRouteId], 1, 0]
}
