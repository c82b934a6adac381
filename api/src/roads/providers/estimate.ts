import { destination, distanceMeters } from '../../geo/distance.ts'
import type { LonLat } from '../../geo/lon-lat.ts'
import { createMatrix, createTable } from '../travel-times.ts'
import type {
  Profile,
  RouteGeometry,
  RouteLeg,
  RouteStep,
  TravelOptions,
  TravelTimes,
} from '../travel-times.ts'

/** Streets against the straight line: the usual mean in European cities. */
const DETOUR_FACTOR = 1.35
/** Door to door through city streets. */
const SPEED_KMH: Record<Profile, number> = { van: 26, truck: 21, foot: 4.8 }
const CIRCLE_CORNERS = 48

/** Straight-line travel times: for points off the road graph, and where there is none. */
export function createEstimate(): TravelTimes {
  return {
    name: 'estimate',
    isEstimate: true,
    heedsClosures: false,
    async matrix(points, options) {
      const matrix = createMatrix(points.length)
      fillEstimates(matrix.seconds, matrix.meters, points, points, options)
      matrix.estimated.fill(1)
      return matrix
    },
    async table(sources, targets, options) {
      const table = createTable(sources.length, targets.length)
      fillEstimates(table.seconds, table.meters, sources, targets, options)
      table.estimatedRows.fill(1)
      table.estimatedColumns.fill(1)
      return table
    },
    async route(points, options) {
      return estimateRoute(points, options)
    },
    async reach(point, seconds, options) {
      const radiusMeters = (seconds * SPEED_KMH[options.profile]) / 3.6 / DETOUR_FACTOR
      return { type: 'MultiPolygon', coordinates: [[circle(point, radiusMeters)]] }
    },
    async snap(point) {
      return { location: point, offsetMeters: 0, side: 'on', street: null }
    },
  }
}

/** Whole seconds and metres of one estimated leg. */
export function estimateLeg(from: LonLat, to: LonLat, profile: Profile): { seconds: number; meters: number } {
  const meters = distanceMeters(from, to) * DETOUR_FACTOR
  return { seconds: Math.round((meters * 3.6) / SPEED_KMH[profile]), meters: Math.round(meters) }
}

function fillEstimates(
  seconds: Int32Array,
  meters: Int32Array,
  sources: readonly LonLat[],
  targets: readonly LonLat[],
  options: TravelOptions,
): void {
  let cell = 0
  for (const from of sources) {
    for (const to of targets) {
      const leg = estimateLeg(from, to, options.profile)
      seconds[cell] = leg.seconds
      meters[cell] = leg.meters
      cell++
    }
  }
}

function estimateRoute(points: readonly LonLat[], options: TravelOptions): RouteGeometry | null {
  if (points.length < 2) return null
  const legs: RouteLeg[] = []
  for (let at = 1; at < points.length; at++) {
    const leg = estimateLeg(points[at - 1], points[at], options.profile)
    legs.push({ ...leg, steps: [step('depart', points[at - 1], leg), step('arrive', points[at], null)] })
  }
  return {
    meters: legs.reduce((sum, leg) => sum + leg.meters, 0),
    seconds: legs.reduce((sum, leg) => sum + leg.seconds, 0),
    geometry: { type: 'LineString', coordinates: [...points] },
    legs,
    isEstimate: true,
  }
}

function step(
  type: 'depart' | 'arrive',
  location: LonLat,
  leg: { seconds: number; meters: number } | null,
): RouteStep {
  return {
    type,
    modifier: null,
    street: null,
    exit: null,
    location,
    meters: leg?.meters ?? 0,
    seconds: leg?.seconds ?? 0,
  }
}

/** A closed ring, counter-clockwise as GeoJSON wants it. */
function circle(center: LonLat, radiusMeters: number): LonLat[] {
  const ring: LonLat[] = []
  for (let corner = 0; corner < CIRCLE_CORNERS; corner++) {
    ring.push(destination(center, radiusMeters, 360 - (corner * 360) / CIRCLE_CORNERS))
  }
  return [...ring, ring[0]]
}
