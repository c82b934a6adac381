import type { RosterWeek } from '@dromos/api/contract'
import type { Feature } from 'geojson'
import type { MapColours } from '#lib/map/colours.ts'
import type { MapOverlay } from '#lib/map/overlay.ts'
import { routeColour } from '#lib/map/palette.ts'
import { semibold } from '#lib/map/type.ts'

const id = 'crew-places'

interface Shown {
  week: Pick<RosterWeek, 'zones' | 'crews'> | null
  crew: { id: number; color: number } | undefined
  /** of the zone that is being drawn: it shows itself */
  hasDraft: boolean
  words: { start: string; end: string }
}

/** A crew's areas, and where its day begins and ends where that is not the depot. */
export function crewPlacesOverlay({ week, crew, hasDraft, words }: Shown): MapOverlay {
  const zones = hasDraft ? [] : (week?.zones ?? []).filter(({ crewIds }) => crew && crewIds.includes(crew.id))
  const own = week?.crews.find((each) => each.id === crew?.id)
  const colour = routeColour(crew?.color ?? 0)
  const edges = (['start', 'end'] as const).flatMap((kind): Feature[] =>
    own?.[kind] ? [pointOf(own[kind], words[kind])] : [],
  )
  const areas = zones.flatMap(({ ring }): Feature[] =>
    ring ? [{ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }] : [],
  )
  return {
    id,
    sources: {
      [id]: { type: 'geojson', data: { type: 'FeatureCollection', features: [...areas, ...edges] } },
    },
    layers: ({ colours }) => [...areaLayers(colour), ...edgeLayers(colour, colours)],
  }
}

type Layers = ReturnType<MapOverlay['layers']>

function areaLayers(colour: string): Layers {
  return [
    {
      height: 'beneath names',
      layer: {
        id: `${id}-area`,
        type: 'fill',
        source: id,
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': colour, 'fill-opacity': 0.12 },
      },
    },
    {
      height: 'beneath names',
      layer: {
        id: `${id}-outline`,
        type: 'line',
        source: id,
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'line-color': colour, 'line-width': 2 },
      },
    },
  ]
}

function edgeLayers(colour: string, colours: MapColours): Layers {
  return [
    {
      height: 'on top',
      layer: {
        id: `${id}-edge`,
        type: 'circle',
        source: id,
        filter: ['==', ['geometry-type'], 'Point'],
        paint: {
          'circle-radius': 7,
          'circle-color': colour,
          'circle-stroke-color': colours.casing,
          'circle-stroke-width': 2,
        },
      },
    },
    {
      height: 'on top',
      layer: {
        id: `${id}-name`,
        type: 'symbol',
        source: id,
        filter: ['==', ['geometry-type'], 'Point'],
        layout: {
          'text-field': ['get', 'name'],
          'text-font': semibold,
          'text-size': 12,
          'text-anchor': 'left',
          'text-offset': [1, 0],
        },
        paint: { 'text-color': colours.ink, 'text-halo-color': colours.halo, 'text-halo-width': 1.5 },
      },
    },
  ]
}

function pointOf(coordinates: [number, number], name: string): Feature {
  return { type: 'Feature', properties: { name }, geometry: { type: 'Point', coordinates } }
}
