import type { StreetCourse } from '@dromos/api/contract'
import { byZoom } from './by-zoom.ts'
import type { MapOverlay } from './overlay.ts'

const id = 'course'

/** The street that work is along: a wide band that lets the way of the crew be seen on it. */
export function courseOverlay(line: StreetCourse['line'] | null): MapOverlay {
  return {
    id,
    sources: {
      [id]: {
        type: 'geojson',
        data: {
          type: 'FeatureCollection',
          features: line ? [{ type: 'Feature', properties: {}, geometry: line }] : [],
        },
      },
    },
    layers: ({ colours }) => [
      {
        height: 'beneath names',
        layer: {
          id: `${id}-band`,
          type: 'line',
          source: id,
          // ends that overlap would be darker
          layout: { 'line-cap': 'butt', 'line-join': 'round' },
          paint: {
            'line-color': colours.accent,
            'line-opacity': 0.3,
            'line-width': byZoom([11, 8], [14, 14], [17, 24]),
          },
        },
      },
      {
        height: 'beneath names',
        layer: {
          id: `${id}-line`,
          type: 'line',
          source: id,
          layout: { 'line-join': 'round' },
          paint: {
            'line-color': colours.accent,
            'line-width': byZoom([11, 1.5], [14, 2.5], [17, 4]),
            'line-dasharray': [2, 1.5],
          },
        },
      },
    ],
  }
}
