import type { Hierarchy, Network } from '../network/network.ts'
import { edgeBetween } from './contract.ts'
import type { Customized } from './customize.ts'

/** The lower vertex of an edge. */
export function edgeTail({ upStart }: Hierarchy, edge: number): number {
  return lastNotAbove(upStart, edge)
}

/** Appends the directed segments that an edge stands for, in driving order, upwards or downwards. */
export function unpackEdge(
  network: Network,
  customized: Customized,
  edge: number,
  isUp: boolean,
  into: number[],
): void {
  const { upStart, upHead } = network.hierarchy
  const pending: { edge: number; isUp: boolean }[] = [{ edge, isUp }]
  for (let top = pending.pop(); top; top = pending.pop()) {
    const over = (top.isUp ? customized.upOver : customized.downOver)[top.edge]
    if (over < 0) {
      into.push(lastNotAbove(network.turns.arcStart, -1 - over))
      continue
    }
    const lower = edgeTail(network.hierarchy, top.edge)
    const toLower = edgeBetween(upStart, upHead, over, lower)
    const toUpper = edgeBetween(upStart, upHead, over, upHead[top.edge])
    // down from where it starts to the vertex below, and up from there; the stack gives the last first
    pending.push({ edge: top.isUp ? toUpper : toLower, isUp: true })
    pending.push({ edge: top.isUp ? toLower : toUpper, isUp: false })
  }
}

/** The last index whose start is not above the value; empty ranges are passed over. */
function lastNotAbove(starts: Int32Array, value: number): number {
  let from = 0
  let to = starts.length - 1
  while (from < to - 1) {
    const middle = (from + to) >> 1
    if (starts[middle] <= value) from = middle
    else to = middle
  }
  return from
}
