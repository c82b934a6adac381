import { destination, distanceMeters } from '../../geo/distance.ts'
import type { LonLat } from '../../geo/lon-lat.ts'
import { areaAround } from '../reach/reach-area.ts'
import { SNAP_LIMIT_METERS } from '../snap/snap.ts'
import { createMatrix, createTable, UNREACHABLE } from '../travel-times.ts'
import type { ReachArea, RouteGeometry, TravelOptions, TravelTable, TravelTimes } from '../travel-times.ts'
import { estimateLeg } from './estimate.ts'
import { NearestAnswer, RouteAnswer, TableAnswer } from './osrm-answers.ts'
import { askOsrm } from './osrm-client.ts'
import { toRouteStep } from './osrm-steps.ts'

/** Points of one table request, sources and targets together; stock servers allow 100. */
const TABLE_POINTS = 100
/** A fast vehicle, for how far reach has to look. */
const FASTEST_METERS_PER_SECOND = 25
const REACH_RINGS = 12
const REACH_BEARINGS = 32

/** Travel times of an OSRM server. It cannot close streets, and knows one band and one vehicle. */
export function createOsrm(url: string): TravelTimes {
  const baseUrl = new URL(url).href
  return {
    name: 'osrm',
    isEstimate: false,
    heedsClosures: false,
    async matrix(points, options) {
      const table = await askTable(baseUrl, points, points, options)
      const matrix = createMatrix(points.length)
      matrix.seconds.set(table.seconds)
      matrix.meters.set(table.meters)
      matrix.estimated.set(table.estimatedRows)
      for (let at = 0; at < points.length; at++) matrix.seconds[at * points.length + at] = 0
      for (let at = 0; at < points.length; at++) matrix.meters[at * points.length + at] = 0
      return matrix
    },
    table: (sources, targets, options) => askTable(baseUrl, sources, targets, options),
    route: (points, options) => askRoute(baseUrl, points, options),
    reach: (point, seconds, options) => askReach(baseUrl, point, seconds, options),
    async snap(point, options) {
      const answer = await askOsrm(
        baseUrl,
        'nearest',
        options.profile,
        [point],
        { number: '1' },
        NearestAnswer,
      )
      const nearest = answer?.waypoints[0]
      if (!nearest || nearest.distance > SNAP_LIMIT_METERS) return null
      const { location, distance, name } = nearest
      return { location, offsetMeters: distance, side: 'on', street: name || null }
    },
  }
}

/** In blocks as large as a server allows, one after the other. */
async function askTable(
  baseUrl: string,
  sources: readonly LonLat[],
  targets: readonly LonLat[],
  options: TravelOptions,
): Promise<TravelTable> {
  const table = createTable(sources.length, targets.length)
  // few sources leave room for many targets, and the other way round
  const rows = Math.max(
    1,
    Math.min(sources.length, Math.max(TABLE_POINTS / 2, TABLE_POINTS - targets.length)),
  )
  const columns = TABLE_POINTS - rows
  for (let row = 0; row < sources.length; row += rows) {
    for (let column = 0; column < targets.length; column += columns) {
      const blockSources = sources.slice(row, row + rows)
      const blockTargets = targets.slice(column, column + columns)
      await askBlock(baseUrl, blockSources, blockTargets, options, table, row, column)
    }
  }
  estimateOffStreet(sources, targets, options, table)
  return table
}

async function askBlock(
  baseUrl: string,
  sources: readonly LonLat[],
  targets: readonly LonLat[],
  options: TravelOptions,
  table: TravelTable,
  firstRow: number,
  firstColumn: number,
): Promise<void> {
  const indices = (from: number, count: number): string =>
    Array.from({ length: count }, (_, at) => from + at).join(';')
  const query = {
    annotations: 'duration,distance',
    sources: indices(0, sources.length),
    destinations: indices(sources.length, targets.length),
  }
  const points = [...sources, ...targets]
  const answer = await askOsrm(baseUrl, 'table', options.profile, points, query, TableAnswer)
  sources.forEach((source, row) => {
    targets.forEach((_, column) => {
      const cell = (firstRow + row) * table.columns + firstColumn + column
      const seconds = answer?.durations[row]?.[column] ?? null
      const meters = answer?.distances[row]?.[column] ?? null
      table.seconds[cell] = seconds === null ? UNREACHABLE : Math.round(seconds)
      table.meters[cell] = seconds === null || meters === null ? UNREACHABLE : Math.round(meters)
    })
    const snapped = answer?.sources[row]?.location
    if (snapped && isOff(source, snapped)) table.estimatedRows[firstRow + row] = 1
  })
  targets.forEach((target, column) => {
    const snapped = answer?.destinations[column]?.location
    if (snapped && isOff(target, snapped)) table.estimatedColumns[firstColumn + column] = 1
  })
}

function isOff(point: LonLat, snapped: LonLat): boolean {
  return distanceMeters(point, snapped) > SNAP_LIMIT_METERS
}

function estimateOffStreet(
  sources: readonly LonLat[],
  targets: readonly LonLat[],
  options: TravelOptions,
  table: TravelTable,
): void {
  sources.forEach((source, row) => {
    targets.forEach((target, column) => {
      if (!table.estimatedRows[row] && !table.estimatedColumns[column]) return
      const leg = estimateLeg(source, target, options.profile)
      table.seconds[row * table.columns + column] = leg.seconds
      table.meters[row * table.columns + column] = leg.meters
    })
  })
}

async function askRoute(
  baseUrl: string,
  points: readonly LonLat[],
  options: TravelOptions,
): Promise<RouteGeometry | null> {
  if (points.length < 2) return null
  const query = { overview: 'full', geometries: 'geojson', steps: 'true' }
  const answer = await askOsrm(baseUrl, 'route', options.profile, points, query, RouteAnswer)
  const route = answer?.routes[0]
  if (!route) return null
  return {
    meters: Math.round(route.distance),
    seconds: Math.round(route.duration),
    geometry: { type: 'LineString', coordinates: route.geometry.coordinates },
    legs: route.legs.map((leg) => ({
      meters: Math.round(leg.distance),
      seconds: Math.round(leg.duration),
      steps: leg.steps.map(toRouteStep),
    })),
    isEstimate: false,
  }
}

/** OSRM has no such service: the times to a wheel of points around tell where the time runs out. */
async function askReach(
  baseUrl: string,
  point: LonLat,
  seconds: number,
  options: TravelOptions,
): Promise<ReachArea | null> {
  const wheel: LonLat[] = [point]
  for (let ring = 1; ring <= REACH_RINGS; ring++) {
    const meters = (seconds * FASTEST_METERS_PER_SECOND * ring ** 1.5) / REACH_RINGS ** 1.5
    for (let spoke = 0; spoke < REACH_BEARINGS; spoke++) {
      wheel.push(destination(point, meters, (spoke * 360) / REACH_BEARINGS))
    }
  }
  const table = await askTable(baseUrl, [point], wheel, options)
  if (table.estimatedRows[0]) return null
  const reached = wheel.filter((_, at) => table.seconds[at] <= seconds && !table.estimatedColumns[at])
  return areaAround(Float64Array.from(reached.flat()))
}
