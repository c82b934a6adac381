import type { Route } from '@dromos/api/contract'
import type { Feature } from 'geojson'
import type { MapOverlay } from '#lib/map/overlay.ts'
import { flagsOf } from './leg-flags.ts'
import { lineOf } from './route-line.ts'
import { sliceLine } from './slice-line.ts'

const id = 'legs'

/** A halo under legs that cross another one of their route (dashed), or are far longer than the others. */
export function legsOverlay(routes: readonly Route[], selectedRouteId: number | null): MapOverlay {
  const features = routes
    .filter(({ crewId }) => selectedRouteId === null || crewId === selectedRouteId)
    .flatMap((route) =>
      flagsOf(route).map((leg, index): Feature => {
        const whole = Math.max(1, route.distanceMeters)
        const shares = [leg.begins / whole, (leg.begins + leg.meters) / whole] as const
        const line = lineOf(route)
        const along = line ? sliceLine(line, ...shares) : []
        return {
          type: 'Feature',
          properties: { legId: `${route.crewId}-${index}`, isLong: leg.isLong },
          geometry: { type: 'LineString', coordinates: along.length > 1 ? along : [leg.from, leg.to] },
        }
      }),
    )
  return {
    id,
    sources: { [id]: { type: 'geojson', promoteId: 'legId', data: { type: 'FeatureCollection', features } } },
    layers: ({ colours }) =>
      [false, true].map((isLong) => ({
        height: 'on top',
        layer: {
          id: `${id}-${isLong ? 'long' : 'crossing'}`,
          type: 'line',
          source: id,
          filter: ['==', ['get', 'isLong'], isLong],
          layout: { 'line-cap': isLong ? 'round' : 'butt', 'line-join': 'round' },
          paint: {
            'line-color': colours.soon,
            'line-opacity': 0.55,
            'line-width': ['interpolate', ['linear'], ['zoom'], 11, 6, 14, 11, 17, 17],
            ...(isLong ? {} : { 'line-dasharray': [0.7, 0.45] }),
          },
        },
      })),
  }
}
