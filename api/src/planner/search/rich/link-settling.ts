import { startOf } from '../tours.ts'
import { boundRoute } from './bound-route.ts'
import type { RichInstance } from './rich-instance.ts'
import { settleRoute, takeOut } from './rich-moves.ts'
import type { RichState } from './rich-state.ts'
import type { Simulation } from './simulation.ts'

/** Jobs whose times depend on other routes. */
export function timeLinkedJobs({ links, jobs }: RichInstance): number[] {
  return Array.from({ length: jobs }, (_, job) => job).filter(
    (job) => links.befores[job] !== null || links.afters[job] !== null || links.partner[job] >= 0,
  )
}

/**
 * Finds the earliest times of all routes that wait for each other: their bounds are lifted and raised again
 * until nothing moves. False when no such times keep all rules. Where only some routes have changed, only
 * those that wait for them, directly or not, are looked at.
 */
export function settleLinks(
  state: RichState,
  simulation: Simulation,
  allLinked: number[],
  touch: (route: number) => void,
  changed: number[] | null = null,
): boolean {
  const { tours, startAt, endAt } = state
  const reached = changed && routesWaitingFor(state, allLinked, changed)
  const linked = allLinked.filter(
    (job) => tours.routeOf[job] >= 0 && (!reached || reached.has(tours.routeOf[job])),
  )
  if (linked.length === 0) return true
  const routes = [...new Set(linked.map((job) => tours.routeOf[job]))]
  routes.forEach(touch)
  for (const job of linked) startAt[job] = endAt[job] = -Infinity
  simulation.relax(true)
  let isMoving = true
  let isPossible = true
  for (let pass = 0; isMoving && isPossible && pass <= 4 * linked.length + 8; pass++) {
    const before = linked.map((job) => startAt[job] + endAt[job])
    for (const route of routes) isPossible &&= simulation.commit(route)
    isMoving = linked.some((job, index) => startAt[job] + endAt[job] !== before[index])
  }
  simulation.relax(false)
  for (const route of routes) {
    isPossible &&= simulation.commit(route)
    boundRoute(state, route)
  }
  return isPossible && !isMoving
}

function routesWaitingFor({ instance, tours }: RichState, linked: number[], changed: number[]): Set<number> {
  const { afters, partner } = instance.links
  const reached = new Set(changed)
  const add = (job: number) => {
    if (tours.routeOf[job] >= 0) reached.add(tours.routeOf[job])
  }
  for (let size = -1; size !== reached.size;) {
    size = reached.size
    for (const job of linked) {
      if (!reached.has(tours.routeOf[job])) continue
      afters[job]?.forEach((wait) => add(wait.job))
      if (partner[job] >= 0) add(partner[job])
    }
  }
  return reached
}

/** Whether groups and pairs are in as a whole, and no job is in without the one it waits for. */
export function brokenLink({ instance, tours }: RichState): number {
  const { links } = instance
  const isIn = (job: number) => tours.routeOf[job] >= 0
  for (const job of links.tied) {
    if (!isIn(job)) continue
    const partner = links.partner[job]
    if (partner >= 0 && !isIn(partner) && links.doneCrew[partner] < 0) return job
    const isMet = (other: number) => isIn(other) || links.doneCrew[other] >= 0
    if (links.befores[job]?.some((wait) => !isMet(wait.job))) return job
    const group = links.groupOf[job]
    const isHere = (other: number) =>
      tours.routeOf[other] === tours.routeOf[job] || links.doneCrew[other] >= 0
    if (group >= 0 && !links.groups[group].every(isHere)) return job
  }
  return -1
}

/** Takes out jobs until all links hold. */
export function dropBroken(state: RichState, simulation: Simulation, linked: number[]): void {
  for (;;) {
    const isSettled = linked.length === 0 || settleLinks(state, simulation, linked, () => {})
    let job = brokenLink(state)
    if (job < 0 && !isSettled) job = linked.findLast((other) => state.tours.routeOf[other] >= 0) ?? -1
    if (job < 0) return
    const route = state.tours.routeOf[job]
    takeOut(state, job)
    if (settleRoute(state, simulation, route)) continue
    const start = startOf(state.tours, route)
    while (state.tours.size[route] > 0) takeOut(state, state.tours.next[start])
    settleRoute(state, simulation, route)
  }
}
