import type { Metric } from '../metric/metric.ts'
import type { Network, Streets } from '../network/network.ts'

/** Directed segments by the node they leave: `start[node]` to `start[node + 1]`. */
interface Leaving {
  start: Int32Array
  directed: Int32Array
}

const leavingOf = new WeakMap<Streets, Leaving>()

/** The directed segments that may be driven from a node. */
export function exitsFrom({ streets }: Network, metric: Metric, node: number): number[] {
  const { start, directed } = leavingOf.get(streets) ?? listLeaving(streets)
  return [...directed.subarray(start[node], start[node + 1])].filter(
    (exit) => metric.costs[exit] !== Infinity,
  )
}

function listLeaving(streets: Streets): Leaving {
  const { nodeCount, segmentCount, tail, head } = streets
  const start = new Int32Array(nodeCount + 1)
  const directed = new Int32Array(2 * segmentCount)
  for (let segment = 0; segment < segmentCount; segment++) {
    start[tail[segment] + 1]++
    start[head[segment] + 1]++
  }
  for (let node = 0; node < nodeCount; node++) start[node + 1] += start[node]
  const next = start.slice()
  for (let segment = 0; segment < segmentCount; segment++) {
    directed[next[tail[segment]]++] = 2 * segment
    directed[next[head[segment]]++] = 2 * segment + 1
  }
  const leaving = { start, directed }
  leavingOf.set(streets, leaving)
  return leaving
}
