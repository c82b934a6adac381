import type { LonLat } from '../../api/src/geo/lon-lat.ts'
import type { Profile } from '../../api/src/roads/index.ts'
import {
  costDecimeters,
  costMilliseconds,
  createDijkstra,
  createMetric,
  mainComponent,
  manyToMany,
  randomPoints,
  seededRandom,
  segmentCosts,
  snapPoint,
  UNREACHABLE,
} from '../../api/src/roads/measuring.ts'
import type { Network, Place } from '../../api/src/roads/measuring.ts'

/** Milliseconds for a square matrix by one plain search per source, snapping included. */
export function timeDijkstra(network: Network, points: readonly LonLat[]): number {
  const costs = segmentCosts(network.streets, { profile: 'van', band: 'day' })
  const isMain = mainComponent(network, costs)
  const dijkstra = createDijkstra(network, createMetric(network, costs, isMain, new Map()))
  const before = performance.now()
  const places = points.map((point) => snapPoint(network, isMain, point)!)
  for (const place of places) dijkstra.costsTo(place, places)
  return performance.now() - before
}

/** Compares seconds and metres of random pairs with plain Dijkstra on the same graph. */
export function checkPairs(
  network: Network,
  profile: Profile,
  closedShare: number,
  pairs: number,
  seed: number,
): { pairs: number; mismatches: number; unreachable: number } {
  const random = seededRandom(seed)
  const open = segmentCosts(network.streets, { profile, band: 'day' })
  const isMain = mainComponent(network, open)
  const slowing = new Map<number, number>()
  for (let segment = 0; segment < network.streets.segmentCount; segment++) {
    if (random() < closedShare) slowing.set(segment, random() < 0.5 ? 0 : 0.1 + 0.8 * random())
  }
  const metric = createMetric(network, open, isMain, slowing)
  const side = Math.ceil(Math.sqrt(pairs))
  const [sources, targets] = [0, 1].map(() => drawPlaces(network, isMain, side, random))
  const cells = { columns: side, seconds: new Int32Array(side * side), meters: new Int32Array(side * side) }
  const placed = (places: Place[]) => places.map((place, at) => ({ place, at }))
  manyToMany(network, metric, placed(sources), placed(targets), cells)
  const dijkstra = createDijkstra(network, metric)
  let mismatches = 0
  let unreachable = 0
  sources.forEach((source, row) => {
    dijkstra.costsTo(source, targets).forEach((cost, column) => {
      const isNone = cost === Infinity
      if (isNone) unreachable++
      const seconds = isNone ? UNREACHABLE : Math.round(costMilliseconds(cost) / 1000)
      const meters = isNone ? UNREACHABLE : Math.round(costDecimeters(cost) / 10)
      const cell = row * side + column
      if (cells.seconds[cell] !== seconds || cells.meters[cell] !== meters) mismatches++
    })
  })
  return { pairs: side * side, mismatches, unreachable }
}

function drawPlaces(network: Network, isMain: Uint8Array, count: number, random: () => number): Place[] {
  const places: Place[] = []
  while (places.length < count) {
    const place = snapPoint(network, isMain, randomPoints(network, 1, random)[0])
    if (place) places.push(place)
  }
  return places
}
