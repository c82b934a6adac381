import type { MultiPolygon } from 'geojson'
import type { MapOverlay } from './overlay.ts'

const id = 'city'

/** The city's border: what lies outside fades into the paper, figures that reach over it too. */
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
          paint: { 'fill-color': colours.land, 'fill-opacity': 0.72 },
        },
      },
      {
        height: 'beneath names',
        layer: {
          id: `${id}-border`,
          type: 'line',
          source: `${id}-border`,
          layout: { 'line-join': 'round' },
          paint: { 'line-color': colours.accent, 'line-width': 1.5, 'line-opacity': 0.75 },
        },
      },
    ],
  }
}
