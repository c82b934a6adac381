import { startOf } from '../tours.ts'
import type { Chain } from './rich-links.ts'
import { putIn } from './rich-moves.ts'
import type { RichPlacing } from './rich-placing.ts'
import type { RichState } from './rich-state.ts'
import { NO_TRIAL } from './simulation.ts'
import type { Simulation } from './simulation.ts'

/** Puts the jobs of order locks in, one after the other; those that do not fit there stay out. */
export function lockChains(
  state: RichState,
  simulation: Simulation,
  placing: RichPlacing,
  pinned: Uint8Array,
): void {
  const { tours, instance, isSealed } = state
  for (const { route, jobs, anchor } of instance.links.chains) {
    let node = firstPosition(state, route, anchor)
    for (const job of jobs) {
      // the first job needs an open gap; the next ones follow it, wherever that is
      const isOpenGap = node >= 0 && (pinned[node] === 1 && jobs.includes(node) ? true : !isSealed[node])
      if (!isOpenGap || tours.routeOf[job] >= 0 || !instance.fits[job * instance.routes + route]) continue
      if (!placing.isCrewAllowed(job, route) || !simulation.try(route, { node, job }, NO_TRIAL)) continue
      putIn(state, simulation, job, node)
      pinned[job] = 1
      node = job
    }
    sealChains(state, pinned)
  }
}

/** The node that a chain goes after; −1 where another lock has the place. */
function firstPosition({ tours, isSealed }: RichState, route: number, anchor: Chain['anchor']): number {
  const start = startOf(tours, route)
  let node = anchor === 'start' ? start : tours.prev[start + 1]
  while (anchor === 'anywhere' && isSealed[node] && node !== start) node = tours.prev[node]
  return isSealed[node] ? -1 : node
}

/** Closes the gaps inside order locks, and those that would push an anchored one away from its end. */
export function sealChains(state: RichState, pinned: Uint8Array): void {
  const { tours, instance, isSealed } = state
  isSealed.fill(0)
  for (const { route, jobs, anchor } of instance.links.chains) {
    const present = jobs.filter((job) => tours.routeOf[job] === route)
    for (const job of present) pinned[job] = 1
    for (const job of present.slice(0, -1)) isSealed[job] = 1
    if (present.length > 0 && anchor === 'start') isSealed[startOf(tours, route)] = 1
    if (present.length > 0 && anchor === 'end') isSealed[present[present.length - 1]] = 1
  }
}
