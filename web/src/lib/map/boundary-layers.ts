import type { MultiPolygon } from 'geojson'
import type { MapOverlay } from './overlay.ts'

const id = 'city'

/** The city's border: what lies outside steps back. */
export function boundaryOverlay(boundary: MultiPolygon): MapOverlay {
  const world: [number, number][] = [
    [-180, -85],
    [180, -85],
    [180, 85],
    [-180, 85],
    [-180, -85],
  ]
  return {
    id,
    sources: {
      [`${id}-border`]: { type: 'geojson', data: boundary },
      [`${id}-outside`]: {
        type: 'geojson',
        data: { type: 'Polygon', coordinates: [world, ...boundary.coordinates.map(([ring]) => ring)] },
      },
    },
    layers: ({ colours }) => [
      {
        height: 'beneath names',
        layer: {
          id: `${id}-outside`,
          type: 'fill',
          source: `${id}-outside`,
          paint: { 'fill-color': colours.ink, 'fill-opacity': 0.12 },
        },
      },
      {
        height: 'on top',
        layer: {
          id: `${id}-border`,
          type: 'line',
          source: `${id}-border`,
          paint: { 'line-color': colours.accent, 'line-width': 2, 'line-opacity': 0.7 },
        },
      },
    ],
  }
}
