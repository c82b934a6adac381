import { customize } from '../hierarchy/customize.ts'
import type { Customized } from '../hierarchy/customize.ts'
import { prune } from '../hierarchy/prune.ts'
import type { Pruned } from '../hierarchy/prune.ts'
import type { Network } from '../network/network.ts'
import { slowedCost } from './cost.ts'

/** The network as one profile finds it at one time of day, with what is closed just now. */
export interface Metric extends Customized, Pruned {
  /** Of every directed segment; `Infinity` where it is closed. */
  costs: Float64Array
  /** The same before closures: whoever stands in a closed street may leave it. */
  openCosts: Float64Array
  /** 1 for segments of the main component, closures aside. */
  isMain: Uint8Array
}

/** `slowing` gives what remains of the speed by segment: 1 as usual, 0 closed. */
export function createMetric(
  network: Network,
  openCosts: Float64Array,
  isMain: Uint8Array,
  slowing: ReadonlyMap<number, number>,
): Metric {
  const costs = slowing.size > 0 ? slowDown(openCosts, slowing) : openCosts
  const customized = customize(network, costs)
  return { costs, openCosts, isMain, ...customized, ...prune(network.hierarchy, customized) }
}

function slowDown(openCosts: Float64Array, slowing: ReadonlyMap<number, number>): Float64Array {
  const costs = openCosts.slice()
  for (const [segment, factor] of slowing) {
    for (const directed of [2 * segment, 2 * segment + 1]) {
      if (costs[directed] !== Infinity) costs[directed] = slowedCost(costs[directed], factor)
    }
  }
  return costs
}
