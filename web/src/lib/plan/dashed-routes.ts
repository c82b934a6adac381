import type { Feature, LineString } from 'geojson'
import type { Dispatch } from '#lib/dispatch/dispatch.svelte.ts'
import type { MapOverlay } from '#lib/map/overlay.ts'
import { routeColour } from '#lib/map/palette.ts'

export interface DashedRoute {
  crewId: number
  geometry: LineString
}

interface Dashes {
  id: string
  width: number
  casingWidth: number
  dashes: [on: number, off: number]
}

/** Routes that are not the plan's own: dashed, in their crews' colours, over everything. */
export function dashedRoutes(
  routes: DashedRoute[],
  dispatch: Dispatch,
  { id, width, casingWidth, dashes }: Dashes,
): MapOverlay {
  const features = routes.map(({ crewId, geometry }): Feature => ({
    type: 'Feature',
    properties: { colour: routeColour(dispatch.crew(crewId)?.color ?? 0) },
    geometry,
  }))
  return {
    id,
    sources: { [id]: { type: 'geojson', data: { type: 'FeatureCollection', features } } },
    layers: ({ colours }) => [
      {
        height: 'on top',
        layer: {
          id: `${id}-casing`,
          type: 'line',
          source: id,
          paint: { 'line-color': colours.casing, 'line-width': casingWidth },
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
            'line-width': width,
            'line-dasharray': dashes,
          },
        },
      },
    ],
  }
}
