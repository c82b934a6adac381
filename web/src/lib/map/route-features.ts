import type { Feature, FeatureCollection, LineString, Point } from 'geojson'
import { textOn } from './palette.ts'

export interface RouteOnMap {
  id: number
  /** `#rrggbb`, see `routeColour` */
  colour: string
  /** how often the colours have begun again before it, see `roundOf`; none unless told */
  round?: number
  /** along the streets, [longitude, latitude]; may be empty while it is not known */
  line: [number, number][]
  stops: StopOnMap[]
  /** nothing to look at: it steps back unless it is chosen */
  isQuiet?: boolean
}

export interface StopOnMap {
  id: number
  /** as the crew counts, from 1 */
  number: number
  lon: number
  lat: number
  state?: 'ahead' | 'done' | 'failed'
  isLate?: boolean
  /** a proposal changes it: a wide ring */
  isChanged?: boolean
  /** held where it is: a pin at its shoulder */
  isLocked?: boolean
  /** rules it breaks, in words: under its number */
  broken?: string
  /** as of a route */
  isQuiet?: boolean
}

export function routeLines(routes: readonly RouteOnMap[]): FeatureCollection<LineString> {
  return {
    type: 'FeatureCollection',
    features: routes
      .filter(({ line }) => line.length > 1)
      .map(({ id: routeId, colour, round = 0, line, isQuiet = false }): Feature<LineString> => ({
        type: 'Feature',
        properties: { routeId, colour, round, isQuiet },
        geometry: { type: 'LineString', coordinates: line },
      })),
  }
}

export function routeStops(routes: readonly RouteOnMap[]): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: routes.flatMap(({ id: routeId, colour, round = 0, stops }) =>
      stops.map(
        ({
          id: stopId,
          number,
          lon,
          lat,
          state = 'ahead',
          isLate = false,
          isChanged = false,
          isLocked = false,
          broken = '',
          isQuiet = false,
        }): Feature<Point> => ({
          type: 'Feature',
          properties: {
            routeId,
            stopId,
            number,
            state,
            isLate,
            isChanged,
            isLocked,
            broken,
            isQuiet,
            colour,
            round,
            text: textOn(colour),
          },
          geometry: { type: 'Point', coordinates: [lon, lat] },
        }),
      ),
    ),
  }
}
