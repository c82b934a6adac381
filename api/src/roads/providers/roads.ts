import type { LonLat } from '../../geo/lon-lat.ts'
import { manyToMany } from '../matrix/many-to-many.ts'
import type { Cells } from '../matrix/many-to-many.ts'
import type { Placed } from '../matrix/question.ts'
import { createMetrics } from '../metric/metrics.ts'
import type { Metrics } from '../metric/metrics.ts'
import { loadGraph } from '../network/graph-file.ts'
import { networkOf } from '../network/network.ts'
import type { RoadGraph } from '../network/network.ts'
import { areaAround } from '../reach/reach-area.ts'
import { reachedPoints } from '../reach/reached-points.ts'
import type { BuiltLeg } from '../route/build-leg.ts'
import { createLegs } from '../route/known-legs.ts'
import type { Place } from '../snap/place.ts'
import { snapPoint } from '../snap/snap.ts'
import { createMatrix, createTable } from '../travel-times.ts'
import type { RouteGeometry, TravelOptions, TravelTimes } from '../travel-times.ts'
import { estimateLeg } from './estimate.ts'

/** About 200 bytes each. */
const MOST_KNOWN_PLACES = 20_000

/** Travel times on the streets of a graph file, which `buildRoads` makes. Throws if there is none. */
export function createRoads(graphFile: string): TravelTimes {
  return createRoadsOn(loadGraph(graphFile))
}

/** The same on a graph in memory; threads may share one, for it stands on a SharedArrayBuffer. */
export function createRoadsOn(graph: RoadGraph): TravelTimes {
  const metrics = createMetrics(graph)
  const snapAll = createSnapper(graph, metrics)
  const legBetween = createLegs()
  return {
    name: 'roads',
    isEstimate: false,
    heedsClosures: true,
    async matrix(points, options) {
      const matrix = createMatrix(points.length)
      const places = snapAll(points, options)
      const side = { points, places }
      fill(graph, metrics, options, side, side, { columns: points.length, ...matrix })
      places.forEach((place, at) => (matrix.estimated[at] = place ? 0 : 1))
      return matrix
    },
    async table(sources, targets, options) {
      const table = createTable(sources.length, targets.length)
      const from = { points: sources, places: snapAll(sources, options) }
      const to = { points: targets, places: snapAll(targets, options) }
      fill(graph, metrics, options, from, to, table)
      from.places.forEach((place, row) => (table.estimatedRows[row] = place ? 0 : 1))
      to.places.forEach((place, column) => (table.estimatedColumns[column] = place ? 0 : 1))
      return table
    },
    async route(points, options) {
      const context = {
        network: networkOf(graph, options.profile),
        metric: metrics.metric(options),
        names: graph.names,
      }
      const along = (from: Place, to: Place) => legBetween(context, from, to)
      return buildRoute(points, snapAll(points, options), options, along)
    },
    async reach(point, seconds, options) {
      const [place] = snapAll([point], options)
      if (!place) return null
      const network = networkOf(graph, options.profile)
      return areaAround(reachedPoints(network, metrics.metric(options), place, seconds))
    },
    async snap(point, options) {
      const [place] = snapAll([point], options)
      if (!place) return null
      const { streets } = networkOf(graph, options.profile)
      const { location, offsetMeters, side } = place
      return { location, offsetMeters, side, street: graph.names[streets.name[place.segment]] || null }
    },
  }
}

/** Snaps points, and keeps where they snapped to: stops are asked for again with every change of a plan. */
function createSnapper(
  graph: RoadGraph,
  metrics: Metrics,
): (points: readonly LonLat[], options: TravelOptions) => (Place | null)[] {
  const known = new WeakMap<Uint8Array, PlaceMemory>()
  return (points, options) => {
    const network = networkOf(graph, options.profile)
    const isMain = metrics.mainComponent(options)
    const memory = known.get(isMain) ?? { size: 0, byLon: new Map() }
    known.set(isMain, memory)
    return points.map((point) => {
      let byLat = memory.byLon.get(point[0])
      let place = byLat?.get(point[1])
      if (place !== undefined) return place
      place = snapPoint(network, isMain, point)
      if (memory.size++ >= MOST_KNOWN_PLACES) {
        memory.byLon.clear()
        memory.size = 1
        byLat = undefined
      }
      if (byLat) byLat.set(point[1], place)
      else memory.byLon.set(point[0], new Map([[point[1], place]]))
      return place
    })
  }
}

/** By longitude, then by latitude: text keys would take longer to write than a point to snap. */
interface PlaceMemory {
  size: number
  byLon: Map<number, Map<number, Place | null>>
}

interface Side {
  points: readonly LonLat[]
  places: readonly (Place | null)[]
}

/** Streets where both ends are on them, the straight line where one is off. */
function fill(
  graph: RoadGraph,
  metrics: Metrics,
  options: TravelOptions,
  from: Side,
  to: Side,
  cells: Cells,
): void {
  const onStreets = ({ places }: Side): Placed[] =>
    places.flatMap((place, at) => (place ? [{ place, at }] : []))
  const network = networkOf(graph, options.profile)
  manyToMany(network, metrics.metric(options), onStreets(from), onStreets(to), cells)
  const estimate = (row: number, column: number): void => {
    const leg = estimateLeg(from.points[row], to.points[column], options.profile)
    cells.seconds[row * cells.columns + column] = leg.seconds
    cells.meters[row * cells.columns + column] = leg.meters
  }
  from.places.forEach((place, row) => {
    if (!place) to.points.forEach((_, column) => estimate(row, column))
  })
  to.places.forEach((place, column) => {
    if (!place) from.points.forEach((_, row) => estimate(row, column))
  })
}

function buildRoute(
  points: readonly LonLat[],
  places: readonly (Place | null)[],
  options: TravelOptions,
  legAlong: (from: Place, to: Place) => BuiltLeg | null,
): RouteGeometry | null {
  if (points.length < 2) return null
  const route: RouteGeometry = {
    meters: 0,
    seconds: 0,
    geometry: { type: 'LineString', coordinates: [] },
    legs: [],
    isEstimate: places.includes(null),
  }
  for (let at = 1; at < points.length; at++) {
    const [from, to] = [places[at - 1], places[at]]
    const built = from && to ? legAlong(from, to) : straightLeg(points[at - 1], points[at], options)
    if (!built) return null
    route.legs.push(built.leg)
    route.meters += built.leg.meters
    route.seconds += built.leg.seconds
    route.geometry.coordinates.push(...built.line)
  }
  return route
}

function straightLeg(from: LonLat, to: LonLat, options: TravelOptions): BuiltLeg {
  const leg = estimateLeg(from, to, options.profile)
  const step = { modifier: null, street: null, exit: null }
  return {
    leg: {
      ...leg,
      steps: [
        { ...step, ...leg, type: 'depart', location: from },
        { ...step, type: 'arrive', location: to, meters: 0, seconds: 0 },
      ],
    },
    line: [from, to],
  }
}
