import type { Feature } from 'geojson'
import type { Dispatch } from '#lib/dispatch/dispatch.svelte.ts'
import type { MapOverlay } from '#lib/map/overlay.ts'
import { routeColour } from '#lib/map/palette.ts'
import type { Planning } from './planning.svelte.ts'

const id = 'compared'

/** The routes of the version that the shown one is compared with: dashed, under it. */
export function comparedOverlay(planning: Planning, dispatch: Dispatch): MapOverlay {
  const routes = planning.base.value?.routes ?? []
  return {
    id,
    sources: {
      [id]: {
        type: 'geojson',
        data: {
          type: 'FeatureCollection',
          features: routes.flatMap(({ crewId, geometry }): Feature[] =>
            geometry
              ? [
                  {
                    type: 'Feature',
                    properties: { colour: routeColour(dispatch.crew(crewId)?.color ?? 0) },
                    geometry,
                  },
                ]
              : [],
          ),
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
          paint: { 'line-color': colours.casing, 'line-width': 9 },
        },
      },
      {
        height: 'on top',
        layer: {
          id: `${id}-line`,
          type: 'line',
          source: id,
          paint: {
            'line-color': ['get', 'colour'],
            'line-width': 7,
            'line-dasharray': [0.6, 0.5],
            'line-opacity': 0.75,
          },
        },
      },
    ],
  }
}
