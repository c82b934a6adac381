import type { Random } from '../random.ts'
import { saveRoute } from './classic-snapshot.ts'
import type { ClassicSnapshot } from './classic-snapshot.ts'
import type { ClassicState } from './classic-state.ts'

/** Good followers of a job that are looked at for one on another route. */
const REACH = 12
/** Share of exchanges that swap whole tails, and of those that only move a string. */
const TAIL_SHARE = 0.5
const MOVE_SHARE = 0.25

/**
 * Exchanges a string after `job` for one that begins with a good follower of it on another route: whole tails
 * (2-opt*), strings of any length, or a string for nothing. Times and costs are left to the caller.
 */
export function exchangeStrings(
  state: ClassicState,
  snapshot: ClassicSnapshot,
  job: number,
  random: Random,
): void {
  const { tours } = state
  const { next, prev, routeOf, size } = tours
  const other = followerElsewhere(state, job, random)
  if (other < 0) return
  const [route, otherRoute] = [routeOf[job], routeOf[other]]
  saveRoute(snapshot, state, route)
  saveRoute(snapshot, state, otherRoute)
  const { away, here } = lengths(lengthFrom(state, next[job]), lengthFrom(state, other), random)
  const before = prev[other]
  const first = next[job]
  const last = moveNodes(state, first, away, otherRoute)
  const otherLast = moveNodes(state, other, here, route)
  const after = away > 0 ? next[last] : first
  const otherAfter = next[otherLast]
  join(state, job, other)
  join(state, otherLast, after)
  if (away > 0) {
    join(state, before, first)
    join(state, last, otherAfter)
  } else join(state, before, otherAfter)
  size[route] += here - away
  size[otherRoute] += away - here
  if (size[otherRoute] === 0) tours.used--
}

/** Jobs that leave the route and jobs that come in, at least one, of those there are. */
function lengths(own: number, theirs: number, random: Random): { away: number; here: number } {
  const draw = random.unit()
  if (draw < TAIL_SHARE) return { away: own, here: theirs }
  const here = 1 + random.below(theirs)
  return { away: draw < TAIL_SHARE + MOVE_SHARE ? 0 : random.below(own + 1), here }
}

/** On a route of the same type, so that every job fits there too; −1 if there is none. */
function followerElsewhere({ instance, tours }: ClassicState, job: number, random: Random): number {
  const { after, neighbours, typeOf } = instance
  const { routeOf } = tours
  const own = routeOf[job]
  if (own < 0) return -1
  const reach = Math.min(REACH, neighbours)
  const offset = random.below(reach)
  for (let turn = 0; turn < reach; turn++) {
    const other = after[job * neighbours + ((offset + turn) % reach)]
    const route = other < 0 ? -1 : routeOf[other]
    if (route >= 0 && route !== own && typeOf[route] === typeOf[own]) return other
  }
  return -1
}

function lengthFrom({ tours }: ClassicState, node: number): number {
  let length = 0
  for (let at = node; at < tours.jobs; at = tours.next[at]) length++
  return length
}

/** Gives `length` nodes from `first` on to a route; returns the last. */
function moveNodes({ tours }: ClassicState, first: number, length: number, route: number): number {
  let last = first
  for (let index = 0, node = first; index < length; index++, node = tours.next[node]) {
    tours.routeOf[node] = route
    last = node
  }
  return last
}

function join({ tours }: ClassicState, before: number, after: number): void {
  tours.next[before] = after
  tours.prev[after] = before
}
