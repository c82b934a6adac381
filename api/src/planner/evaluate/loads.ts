import type { Problem, Route } from '../model/index.ts'

/** Load at the start of each trip: all that the trip delivers, and what the first has on board already. */
export function startLoads(problem: Problem, route: Route, onBoard?: number[]): number[][] {
  const empty = () => new Array<number>(problem.dimensions).fill(0)
  const loads = [onBoard ? [...onBoard] : empty()]
  for (const stop of route.stops) {
    if (stop.kind === 'reload') loads.push(empty())
    if (stop.kind !== 'job') continue
    const load = loads[loads.length - 1]
    problem.jobs[stop.job].delivery.forEach((amount, dimension) => (load[dimension] += amount))
  }
  return loads
}
