import type { Streets, Turns } from '../network/network.ts'
import type { ForbiddenRun } from './restrictions.ts'

/** A restriction under way: its run, and how many segments of it have been driven. */
interface Progress {
  run: number
  driven: number
}

/**
 * The graph of vertices and arcs. A vertex is a node and the set of restrictions under way there; a
 * restriction is under way from its first segment on, until the driver leaves its run, and the arc that
 * would complete it is not made. This is exact for runs of any length, and adds vertices only behind
 * first segments. Vertex numbers are nodes first, in their order, then the others.
 */
export function expandTurns(streets: Streets, forbidden: readonly ForbiddenRun[]): Turns {
  const runsFrom = new Map<number, number[]>()
  forbidden.forEach((run, at) => runsFrom.set(run[0], [...(runsFrom.get(run[0]) ?? []), at]))
  const vertices: { node: number; underWay: Progress[] }[] = []
  const vertexOf = new Map<string, number>()
  for (let node = 0; node < streets.nodeCount; node++) vertices.push({ node, underWay: [] })
  const vertexAt = (node: number, underWay: Progress[]): number => {
    if (underWay.length === 0) return node
    const key = `${node}:${underWay.map(({ run, driven }) => `${run}.${driven}`).join(',')}`
    const known = vertexOf.get(key)
    if (known !== undefined) return known
    vertexOf.set(key, vertices.length)
    return vertices.push({ node, underWay }) - 1
  }
  const outgoing = outgoingArcs(streets)
  const arcs: { directed: number; tail: number; head: number }[] = []
  for (let vertex = 0; vertex < vertices.length; vertex++) {
    const { node, underWay } = vertices[vertex]
    for (const directed of outgoing[node]) {
      const next = advance(underWay, directed, forbidden)
      if (next === null) continue
      for (const run of runsFrom.get(directed) ?? []) next.push({ run, driven: 1 })
      arcs.push({ directed, tail: vertex, head: vertexAt(headOf(streets, directed), next) })
    }
  }
  return groupByDirected(streets, vertices, arcs)
}

/** What is still under way after one more segment; null if that segment completes a forbidden run. */
function advance(
  underWay: readonly Progress[],
  directed: number,
  forbidden: readonly ForbiddenRun[],
): Progress[] | null {
  const next: Progress[] = []
  for (const { run, driven } of underWay) {
    if (forbidden[run][driven] !== directed) continue
    if (driven + 1 === forbidden[run].length) return null
    next.push({ run, driven: driven + 1 })
  }
  return next
}

function headOf(streets: Streets, directed: number): number {
  return directed & 1 ? streets.tail[directed >> 1] : streets.head[directed >> 1]
}

/** Directed segments that some profile may drive, by the node they leave. */
function outgoingArcs(streets: Streets): number[][] {
  const FORWARD = 0b010101
  const BACKWARD = 0b101010
  const outgoing: number[][] = Array.from({ length: streets.nodeCount }, () => [])
  for (let segment = 0; segment < streets.segmentCount; segment++) {
    if (streets.access[segment] & FORWARD) outgoing[streets.tail[segment]].push(2 * segment)
    if (streets.access[segment] & BACKWARD) outgoing[streets.head[segment]].push(2 * segment + 1)
  }
  return outgoing
}

/** Arcs come in the order of their tails, so the free vertex's arc stays first in each group. */
function groupByDirected(
  streets: Streets,
  vertices: readonly { node: number }[],
  arcs: readonly { directed: number; tail: number; head: number }[],
): Turns {
  const arcStart = new Int32Array(2 * streets.segmentCount + 1)
  for (const { directed } of arcs) arcStart[directed + 1]++
  for (let directed = 0; directed < 2 * streets.segmentCount; directed++) {
    arcStart[directed + 1] += arcStart[directed]
  }
  const next = arcStart.slice()
  const arcTail = new Int32Array(arcs.length)
  const arcHead = new Int32Array(arcs.length)
  for (const { directed, tail, head } of arcs) {
    const arc = next[directed]++
    arcTail[arc] = tail
    arcHead[arc] = head
  }
  return {
    vertexCount: vertices.length,
    vertexNode: Int32Array.from(vertices, (vertex) => vertex.node),
    arcStart,
    arcTail,
    arcHead,
  }
}
