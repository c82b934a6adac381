import type { LonLat, RosterWeek } from '@dromos/api/contract'
import type { Feature } from 'geojson'
import type { ExpressionSpecification } from 'maplibre-gl'
import { localName } from '#lib/city/names.ts'
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
    own?.[kind] ? [pointOf(own[kind], { name: words[kind] })] : [],
  )
  const areas = zones.flatMap((zone): Feature[] => {
    const { ring } = zone
    if (!ring) return []
    return [
      { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } },
      // on the area itself a name would stand in each tile that it reaches into
      pointOf(centreOf(ring), { name: localName(zone), isArea: true }),
    ]
  })
  return {
    id,
    sources: {
      [id]: { type: 'geojson', data: { type: 'FeatureCollection', features: [...areas, ...edges] } },
    },
    layers: ({ colours }) => [...areaLayers(colour, colours), ...edgeLayers(colour, colours)],
  }
}

const isEdge: ExpressionSpecification = ['all', ['==', ['geometry-type'], 'Point'], ['!', ['has', 'isArea']]]

type Layers = ReturnType<MapOverlay['layers']>

function areaLayers(colour: string, colours: MapColours): Layers {
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
    {
      height: 'on top',
      layer: {
        id: `${id}-area-name`,
        type: 'symbol',
        source: id,
        filter: ['has', 'isArea'],
        layout: {
          'text-field': ['get', 'name'],
          'text-font': semibold,
          'text-size': 13,
          'text-max-width': 9,
        },
        paint: { 'text-color': colours.ink, 'text-halo-color': colours.halo, 'text-halo-width': 1.5 },
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
        filter: isEdge,
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
        filter: isEdge,
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

function pointOf(coordinates: LonLat, properties: { name: string; isArea?: true }): Feature {
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates } }
}

/** Of its surface; the mean of its corners where it has none. */
function centreOf(ring: readonly LonLat[]): LonLat {
  const [x0, y0] = ring[0]!
  let [twice, x, y] = [0, 0, 0]
  for (const [index, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring[(index + 1) % ring.length]!
    const part = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
    twice += part
    x += part * (ax + bx - 2 * x0)
    y += part * (ay + by - 2 * y0)
  }
  const mean = (axis: 0 | 1) => ring.reduce((sum, corner) => sum + corner[axis], 0) / ring.length
  return twice === 0 ? [mean(0), mean(1)] : [x0 + x / 3 / twice, y0 + y / 3 / twice]
}
