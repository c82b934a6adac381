import type { Ruin } from '../ruin.ts'
import { startOf } from '../tours.ts'
import type { ClassicSnapshot } from './classic-snapshot.ts'
import type { ClassicState } from './classic-state.ts'
import { exchangeStrings } from './string-exchange.ts'

/**
 * Exchanges strings where no breach is allowed: what does not fit where it comes to is taken out, and ends up in
 * the ruin's `removed`. Times and costs are left to the caller.
 */
export function exchangeStrictly(
  ruin: Ruin,
  state: ClassicState,
  snapshot: ClassicSnapshot,
  job: number,
): void {
  exchangeStrings(state, snapshot, job, ruin.random)
  for (let index = 0; index < snapshot.count; index++) takeOutWhatFails(ruin, state, snapshot.routes[index])
}

/** Jobs that come too late or overload the route, and at its end those that keep it from coming home in time. */
function takeOutWhatFails(ruin: Ruin, { instance, tours, departure }: ClassicState, route: number): void {
  const { time, places, at, earliest, latest, service, demand, capacity } = instance
  const { next, prev } = tours
  const start = startOf(tours, route)
  const end = start + 1
  departure[start] = earliest[start]
  let load = 0
  let node = start
  while (next[node] !== end) {
    const job = next[node]
    const arrival = departure[node] + time[at[node] * places + at[job]]
    const begin = arrival > earliest[job] ? arrival : earliest[job]
    if (begin > latest[job] || load + demand[job] > capacity[route]) {
      takeOut(ruin, job)
      continue
    }
    load += demand[job]
    departure[job] = begin + service[job]
    node = job
  }
  while (node !== start && departure[node] + time[at[node] * places + at[end]] > latest[end]) {
    const before = prev[node]
    takeOut(ruin, node)
    node = before
  }
}

function takeOut(ruin: Ruin, job: number): void {
  ruin.leave(job)
  ruin.removed[ruin.removedCount++] = job
}
