import { planeAt } from '../../geo/plane.ts'
import type { Streets } from '../network/network.ts'
import type { Profile } from '../travel-times.ts'
import { mayPass } from './access.ts'
import { describeSegment } from './describe-segment.ts'
import type { OsmExtract } from './read-osm.ts'
import type { NetworkReport } from './report.ts'
import { usableWays } from './usable-ways.ts'
import type { Piece } from './usable-ways.ts'

export interface SplitStreets {
  streets: Streets
  /** The segments of an OSM way, in its order. */
  segmentsOfWay: Map<number, number[]>
  /** Graph node of an OSM node; barred nodes have none, for every street ends there by itself. */
  nodeOf: Map<number, number>
}

/** Cuts the ways that one of the profiles may use into segments between nodes. */
export function splitWays(
  extract: OsmExtract,
  profiles: readonly Profile[],
  nameNumber: (name: string) => number,
  report: NetworkReport,
): SplitStreets {
  const ways = usableWays(extract, profiles, report)
  const junctions = findJunctions(ways, extract, report)
  const barred = new Set<number>()
  for (const [node, tags] of extract.barriers) if (!mayPass(tags, profiles[0])) barred.add(node)
  const pieces: Piece[] = []
  for (const piece of ways) cutAtNodes(piece, (node) => junctions.has(node) || barred.has(node), pieces)
  return layOut(pieces, extract, barred, nameNumber, report)
}

/** Nodes where ways meet, cross themselves or end, and where a restriction turns. */
function findJunctions(pieces: readonly Piece[], extract: OsmExtract, report: NetworkReport): Set<number> {
  const seen = new Set<number>()
  const junctions = new Set<number>()
  const counted = new Set<number>()
  for (const { refs } of pieces) {
    junctions.add(refs[0]).add(refs[refs.length - 1])
    for (const ref of refs) {
      if (seen.has(ref)) junctions.add(ref)
      seen.add(ref)
      if (extract.barriers.has(ref)) counted.add(ref)
    }
  }
  for (const restriction of extract.restrictions) {
    for (const member of restriction.members) {
      if (member.type === 'node' && member.role === 'via' && seen.has(member.ref)) junctions.add(member.ref)
    }
  }
  report.barriers = counted.size
  return junctions
}

function cutAtNodes(piece: Piece, isNode: (ref: number) => boolean, into: Piece[]): void {
  let start = 0
  for (let at = 1; at < piece.refs.length; at++) {
    if (at < piece.refs.length - 1 && !isNode(piece.refs[at])) continue
    into.push({ ...piece, refs: piece.refs.slice(start, at + 1) })
    start = at
  }
}

function layOut(
  pieces: readonly Piece[],
  extract: OsmExtract,
  barred: ReadonlySet<number>,
  nameNumber: (name: string) => number,
  report: NetworkReport,
): SplitStreets {
  const streets = emptyStreets(pieces)
  const nodeOf = new Map<number, number>()
  const segmentsOfWay = new Map<number, number[]>()
  const nodeAt = (ref: number): number => {
    const known = nodeOf.get(ref)
    if (known !== undefined) return known
    const node = streets.nodeCount++
    if (!barred.has(ref)) nodeOf.set(ref, node)
    return node
  }
  let shape = 0
  pieces.forEach(({ way, refs, access }, segment) => {
    streets.tail[segment] = nodeAt(refs[0])
    streets.head[segment] = nodeAt(refs[refs.length - 1])
    streets.access[segment] = access
    describeSegment(streets, segment, way, nameNumber)
    for (const ref of refs) {
      const point = extract.nodes.get(ref)!
      streets.shapeLon[shape] = extract.lon[point]
      streets.shapeLat[shape] = extract.lat[point]
      shape++
    }
    streets.shapeStart[segment + 1] = shape
    streets.decimeters[segment] = Math.max(1, Math.round(shapeMeters(streets, segment) * 10))
    report.kilometers += streets.decimeters[segment] / 10_000
    const siblings = segmentsOfWay.get(way.id)
    if (siblings) siblings.push(segment)
    else segmentsOfWay.set(way.id, [segment])
  })
  report.nodes = streets.nodeCount
  report.segments = streets.segmentCount
  report.kilometers = Math.round(report.kilometers)
  return { streets, segmentsOfWay, nodeOf }
}

function shapeMeters(streets: Streets, segment: number): number {
  const first = streets.shapeStart[segment]
  const plane = planeAt(streets.shapeLat[first] / 1e7)
  let meters = 0
  for (let at = first + 1; at < streets.shapeStart[segment + 1]; at++) {
    const east = ((streets.shapeLon[at] - streets.shapeLon[at - 1]) / 1e7) * plane.metersPerLonDegree
    const north = ((streets.shapeLat[at] - streets.shapeLat[at - 1]) / 1e7) * plane.metersPerLatDegree
    meters += Math.hypot(east, north)
  }
  return meters
}

function emptyStreets(pieces: readonly Piece[]): Streets {
  const segmentCount = pieces.length
  const shapePoints = pieces.reduce((sum, piece) => sum + piece.refs.length, 0)
  return {
    nodeCount: 0,
    segmentCount,
    tail: new Int32Array(segmentCount),
    head: new Int32Array(segmentCount),
    shapeStart: new Int32Array(segmentCount + 1),
    shapeLon: new Int32Array(shapePoints),
    shapeLat: new Int32Array(shapePoints),
    decimeters: new Int32Array(segmentCount),
    highway: new Uint8Array(segmentCount),
    flags: new Uint8Array(segmentCount),
    surface: new Uint8Array(segmentCount),
    forwardKmh: new Uint8Array(segmentCount),
    backwardKmh: new Uint8Array(segmentCount),
    access: new Uint8Array(segmentCount),
    maxHeight: new Uint8Array(segmentCount),
    maxWidth: new Uint8Array(segmentCount),
    maxWeight: new Uint16Array(segmentCount),
    name: new Int32Array(segmentCount),
    way: new Float64Array(segmentCount),
  }
}
