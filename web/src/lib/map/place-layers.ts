import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { chosenRing, countText, isPartOf, partRadius, roomOfDiscs } from './count-marks.ts'
import type { MapLook, MapOverlay } from './overlay.ts'
import { semibold } from './type.ts'

/** Something of a list, where it lies. */
export interface ListedPlace {
  id: number
  location: [lon: number, lat: number]
  isLate: boolean
  /** of those to choose from, and not chosen */
  isLeftOut?: boolean
  /** among those that are worked on together */
  isChosen?: boolean
}

interface PlaceLayers {
  source: string
  /** layers whose features are single things, by their ids */
  singles: string[]
  /** the layer of counts */
  cluster: string
}

export const requestPlaceLayers = layersOf('listed-requests')
export const orderPlaceLayers = layersOf('listed-orders')

function layersOf(source: string): PlaceLayers {
  return { source, singles: [`${source}-point`, `${source}-late`], cluster: `${source}-cluster` }
}

/** from here on each is a point of its own */
const singlesFrom = 14

/**
 * What a list holds, on the map: counts where many lie together, late ones diamonds, a "!" where half or more are
 * late. What is left out is hollow; a count of some that are says how many of how many are not, and one of some that
 * are chosen, in a ring, how many of how many are. Feature state `selected` lifts one out.
 */
export function placesOverlay(
  { source, singles, cluster }: PlaceLayers,
  places: readonly ListedPlace[],
  ink: 'accent' | 'ink' = 'accent',
): MapOverlay {
  return {
    id: source,
    sources: {
      [source]: {
        type: 'geojson',
        cluster: true,
        clusterMaxZoom: singlesFrom - 1,
        clusterRadius: 48,
        clusterProperties: {
          late: ['+', ['case', ['get', 'isLate'], 1, 0]],
          taken: ['+', ['case', ['get', 'isLeftOut'], 0, 1]],
          chosen: ['+', ['case', ['get', 'isChosen'], 1, 0]],
        },
        data: {
          type: 'FeatureCollection',
          features: places.map(({ id, location, isLate, isLeftOut = false, isChosen = false }) => ({
            type: 'Feature',
            id,
            properties: { isLate, isLeftOut, isChosen },
            geometry: { type: 'Point', coordinates: location },
          })),
        },
      },
    },
    layers: (look) =>
      [
        roomOfDiscs({ id: `${source}-room`, source }, ['case', isCounted, radius, singleRadius]),
        ...singleLayers(source, singles, look, ink),
        ...countLayers(source, cluster, look, ink),
      ].map((layer) => ({ height: 'on top', layer })),
  }
}

const isCounted: ExpressionSpecification = ['has', 'point_count']
const isLeftOut: ExpressionSpecification = ['get', 'isLeftOut']
const isSelected: ExpressionSpecification = ['boolean', ['feature-state', 'selected'], false]

function singleLayers(
  source: string,
  [point, late]: string[],
  { colours }: MapLook,
  ink: 'accent' | 'ink',
): LayerSpecification[] {
  return [
    {
      id: `${source}-ring`,
      type: 'circle',
      source,
      filter: ['!', isCounted],
      paint: {
        'circle-color': ringColour(colours, ink),
        'circle-radius': 11,
        'circle-opacity': ['case', isSelected, 1, 0],
      },
    },
    {
      id: point!,
      type: 'circle',
      source,
      filter: ['all', ['!', isCounted], ['!', ['get', 'isLate']]],
      paint: {
        'circle-color': ['case', isLeftOut, colours.paper, colours[ink]],
        'circle-radius': ['case', isLeftOut, singleRadius - 1, singleRadius],
        'circle-stroke-color': ['case', isLeftOut, colours[ink], colours.casing],
        'circle-stroke-width': 1.5,
      },
    },
    {
      id: late!,
      type: 'symbol',
      source,
      filter: ['all', ['!', isCounted], ['get', 'isLate']],
      layout: {
        'icon-image': 'diamond',
        'icon-size': 0.9,
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
      paint: {
        'icon-color': ['case', isLeftOut, colours.paper, colours.late],
        'icon-halo-color': ['case', isLeftOut, colours.late, colours.casing],
        'icon-halo-width': ['case', isLeftOut, 1.8, 1.2],
      },
    },
  ]
}

/** Around what is chosen: another colour than its own. */
function ringColour(colours: MapLook['colours'], ink: 'accent' | 'ink'): string {
  return ink === 'ink' ? colours.accent : colours.ink
}

const count: ExpressionSpecification = ['get', 'point_count']
const taken: ExpressionSpecification = ['get', 'taken']
const chosen: ExpressionSpecification = ['get', 'chosen']
const isMostlyLate: ExpressionSpecification = ['>=', ['*', 2, ['get', 'late']], count]
const isNoneTaken: ExpressionSpecification = ['==', taken, 0]
/** told beside the whole */
const part: ExpressionSpecification = ['case', ['>', chosen, 0], chosen, taken]
const isPart = isPartOf(part, count)
const radius = partRadius(count, isPart, isMostlyLate)
const singleRadius = 7

function countLayers(
  source: string,
  cluster: string,
  { colours, language }: MapLook,
  ink: 'accent' | 'ink',
): LayerSpecification[] {
  const stateColour: ExpressionSpecification = ['case', isMostlyLate, colours.late, colours[ink]]
  return [
    chosenRing({
      layer: { id: `${cluster}-chosen`, source, filter: isCounted },
      count,
      chosen,
      radius,
      colour: ringColour(colours, ink),
    }),
    {
      id: cluster,
      type: 'circle',
      source,
      filter: isCounted,
      paint: {
        'circle-color': ['case', isNoneTaken, colours.paper, stateColour],
        'circle-radius': radius,
        'circle-stroke-color': ['case', isNoneTaken, stateColour, colours.casing],
        'circle-stroke-width': 1.5,
      },
    },
    {
      id: `${cluster}-count`,
      type: 'symbol',
      source,
      filter: isCounted,
      layout: {
        'text-field': countText({ count, part, isMostlyLate, language }),
        'text-font': semibold,
        'text-size': 12,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: {
        'text-color': ['case', isNoneTaken, colours.ink, ink === 'ink' ? colours.paper : colours.onAccent],
        'text-halo-color': ['case', isNoneTaken, colours.paper, stateColour],
        'text-halo-width': ['case', isPart, 2, 0],
      },
    },
  ]
}
