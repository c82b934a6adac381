import { positionFreshSeconds, type CrewPosition } from '@dromos/api/contract'
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { ageText } from '#lib/city/format.ts'
import type { MapColours } from '#lib/map/colours.ts'
import type { MapOverlay } from '#lib/map/overlay.ts'
import { routeColour } from '#lib/map/palette.ts'
import { semibold } from '#lib/map/type.ts'

export interface NamedCrew {
  name: string
  /** number of the crew's colour */
  color: number
}

/** Crews where they are: a ringed disc in the colour of their route, with the age of what is known, fading once it is old. */
export function crewPositionsOverlay(
  positions: readonly Pick<CrewPosition, 'crewId' | 'location' | 'measuredAt'>[],
  crewOf: (crewId: number) => NamedCrew | null,
  now: number,
  { isDated = true } = {},
): MapOverlay {
  const features = positions.flatMap(({ crewId, location, measuredAt }) => {
    const crew = crewOf(crewId)
    if (!crew) return []
    const isOld = now - Date.parse(measuredAt) > 1000 * positionFreshSeconds
    const label = isDated ? `${crew.name}\n${ageText(measuredAt, now)}` : crew.name
    return [
      {
        type: 'Feature' as const,
        properties: { label, colour: routeColour(crew.color), isOld },
        geometry: { type: 'Point' as const, coordinates: location },
      },
    ]
  })
  return {
    id: 'positions',
    sources: { positions: { type: 'geojson', data: { type: 'FeatureCollection', features } } },
    layers: ({ colours }) =>
      [disc(colours.casing), ring, name(colours)].map((layer) => ({
        height: 'on top',
        layer,
      })),
  }
}

const opacity: ExpressionSpecification = ['case', ['get', 'isOld'], 0.45, 1]

const ring: LayerSpecification = {
  id: 'positions-ring',
  type: 'circle',
  source: 'positions',
  paint: {
    'circle-radius': 11,
    'circle-color': 'transparent',
    'circle-stroke-color': ['get', 'colour'],
    'circle-stroke-width': 1.5,
    'circle-stroke-opacity': opacity,
  },
}

function disc(casing: string): LayerSpecification {
  return {
    id: 'positions-disc',
    type: 'circle',
    source: 'positions',
    paint: {
      'circle-radius': 7,
      'circle-color': ['get', 'colour'],
      'circle-stroke-color': casing,
      'circle-stroke-width': 3,
      'circle-opacity': opacity,
      'circle-stroke-opacity': opacity,
    },
  }
}

function name({ ink, halo }: MapColours): LayerSpecification {
  return {
    id: 'positions-name',
    type: 'symbol',
    source: 'positions',
    minzoom: 12,
    layout: {
      'text-field': ['get', 'label'],
      'text-font': semibold,
      'text-size': 12,
      'text-variable-anchor': ['bottom', 'top', 'left', 'right'],
      'text-radial-offset': 1.2,
      // names of crews that are side by side are told apart
      'text-padding': 5,
      'text-optional': true,
    },
    paint: { 'text-color': ink, 'text-halo-color': halo, 'text-halo-width': 1.5 },
  }
}
