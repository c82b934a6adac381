import type { Feature } from 'geojson'
import type { Dispatch } from '#lib/dispatch/dispatch.svelte.ts'
import type { MapOverlay } from '#lib/map/overlay.ts'
import { routeColour } from '#lib/map/palette.ts'
import type { MovePreview } from './live-moves.ts'
import type { Planning } from './planning.svelte.ts'

const id = 'drag'

/** The order of stops a move would make, from stop to stop: the streets are known once it is made. */
export function dragOverlay(preview: MovePreview, planning: Planning, dispatch: Dispatch): MapOverlay {
  return {
    id,
    sources: {
      [id]: {
        type: 'geojson',
        data: {
          type: 'FeatureCollection',
          features: preview.routes.map(({ crewId, stops }): Feature => {
            const depot = dispatch.crew(crewId)?.depot.location
            const places = stops.flatMap(({ taskId }) => {
              const place = planning.find(taskId)?.location
              return place ? [place] : []
            })
            const ends = depot ? [depot] : []
            return {
              type: 'Feature',
              properties: { colour: routeColour(dispatch.crew(crewId)?.color ?? 0) },
              geometry: { type: 'LineString', coordinates: [...ends, ...places, ...ends] },
            }
          }),
        },
      },
    },
    layers: ({ colours }) => [
      {
        height: 'on top',
        layer: {
          id: `${id}-casing`,
          type: 'line',
          source: id,
          paint: { 'line-color': colours.casing, 'line-width': 5 },
        },
      },
      {
        height: 'on top',
        layer: {
          id: `${id}-line`,
          type: 'line',
          source: id,
          paint: { 'line-color': ['get', 'colour'], 'line-width': 2.5, 'line-dasharray': [2, 1.5] },
        },
      },
    ],
  }
}
