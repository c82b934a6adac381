import { metersPerHouseNumber } from '../../api/src/geo/address.ts'
import { distanceMeters } from '../../api/src/geo/distance.ts'
import type { LonLat } from '../../api/src/geo/lon-lat.ts'
import { searchKey } from '../../api/src/contract/search-key.ts'
import type { Segment } from './segments.ts'

export interface Street {
  name: string
  searchKey: string
  segments: NumberedPiece[]
}

export interface NumberedPiece {
  segment: Segment
  numberFrom: number
  numberTo: number
}

// pieces of one name further apart than this are different streets of the same name
const sameStreetMeters = 400
// the two carriageways of an avenue run side by side: no gap in the numbers
const besideMeters = 60

/** Gathers the segments of one city into streets and numbers the houses outwards from the centre. */
export function numberStreets(segments: readonly Segment[], center: LonLat): Street[] {
  const named = Map.groupBy(
    segments.filter((segment) => segment.name !== null),
    (segment) => searchKey(segment.name!),
  )
  const streets: Street[] = []
  for (const [key, all] of named) {
    let rest = all
    while (rest.length > 0) {
      const offsets = metersFromStart(rest, center)
      const reached = rest.filter((segment) => offsets.has(segment.fromNode))
      rest = rest.filter((segment) => !offsets.has(segment.fromNode))
      streets.push({ name: commonestName(reached), searchKey: key, segments: numbered(reached, offsets) })
    }
  }
  return streets
}

function numbered(segments: readonly Segment[], offsets: ReadonlyMap<number, number>): NumberedPiece[] {
  return segments.map((segment) => {
    const from = offsets.get(segment.fromNode)!
    const to = offsets.get(segment.toNode)!
    // a loop comes back to where it began: its numbers run on along it all the same
    const isLoop = Math.abs(to - from) < segment.lengthMeters / 2
    return {
      segment,
      numberFrom: numberAtMeters(from),
      numberTo: numberAtMeters(isLoop ? from + segment.lengthMeters : to),
    }
  })
}

function numberAtMeters(meters: number): number {
  return 1 + Math.round(meters / metersPerHouseNumber)
}

/** Metres along the street from its first node, for every node of the pieces that belong together. */
function metersFromStart(segments: readonly Segment[], center: LonLat): Map<number, number> {
  const points = new Map<number, LonLat>()
  const ways = new Map<number, { to: number; meters: number }[]>()
  for (const { fromNode, toNode, line, lengthMeters } of segments) {
    points.set(fromNode, line[0]).set(toNode, line.at(-1)!)
    ways.set(fromNode, [...(ways.get(fromNode) ?? []), { to: toNode, meters: lengthMeters }])
    ways.set(toNode, [...(ways.get(toNode) ?? []), { to: fromNode, meters: lengthMeters }])
  }
  const offsets = new Map<number, number>()
  let start = firstNode(points, ways, center)
  while (start) {
    spread(start, ways, offsets)
    start = nextPiece(points, offsets)
  }
  return offsets
}

interface Start {
  node: number
  offset: number
}

function firstNode(
  points: Map<number, LonLat>,
  ways: Map<number, unknown[]>,
  center: LonLat,
): Start | undefined {
  const ends = [...points.keys()].filter((node) => ways.get(node)!.length === 1)
  const candidates = ends.length > 0 ? ends : [...points.keys()]
  const node = minimumBy(candidates, (each) => distanceMeters(points.get(each)!, center))
  return node === undefined ? undefined : { node, offset: 0 }
}

/** The start of a piece not yet reached: the node that would get the lowest number from its nearest neighbour. */
function nextPiece(points: Map<number, LonLat>, offsets: Map<number, number>): Start | undefined {
  const reached = [...offsets.keys()]
  let start: Start | undefined
  for (const [node, point] of points) {
    if (offsets.has(node)) continue
    const near = minimumBy(reached, (each) => distanceMeters(points.get(each)!, point))!
    const gap = distanceMeters(points.get(near)!, point)
    if (gap > sameStreetMeters) continue
    const offset = offsets.get(near)! + (gap > besideMeters ? gap : 0)
    if (!start || offset < start.offset) start = { node, offset }
  }
  return start
}

function spread(
  start: Start,
  ways: Map<number, { to: number; meters: number }[]>,
  offsets: Map<number, number>,
) {
  offsets.set(start.node, start.offset)
  const queue = [start.node]
  // the graph of one street is tiny: relaxing until nothing improves is simpler than a heap
  for (const node of queue)
    for (const { to, meters } of ways.get(node)!) {
      const offset = offsets.get(node)! + meters
      if (offset >= (offsets.get(to) ?? Infinity)) continue
      offsets.set(to, offset)
      queue.push(to)
    }
}

function commonestName(segments: readonly Segment[]): string {
  const counts = new Map<string, number>()
  for (const { name } of segments) counts.set(name!, (counts.get(name!) ?? 0) + 1)
  return minimumBy([...counts.keys()], (name) => -counts.get(name)!)!
}

function minimumBy<T>(items: readonly T[], cost: (item: T) => number): T | undefined {
  let best: T | undefined
  let lowest = Infinity
  for (const item of items) {
    const each = cost(item)
    if (each >= lowest) continue
    lowest = each
    best = item
  }
  return best
}
