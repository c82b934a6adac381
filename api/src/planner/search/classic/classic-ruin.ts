import type { Random } from '../random.ts'
import { RUIN_DEFAULTS, ruinAround } from '../ruin.ts'
import type { Ruin } from '../ruin.ts'
import { unlink } from '../tours.ts'
import { saveRoute } from './classic-snapshot.ts'
import type { ClassicSnapshot } from './classic-snapshot.ts'
import { retime } from './classic-state.ts'
import type { ClassicState } from './classic-state.ts'
import { exchangeStrictly } from './strict-exchange.ts'
import { exchangeStrings } from './string-exchange.ts'

/** Share of the steps with prices on breaches that exchange strings, and of those without a ruin after it. */
const EXCHANGE_SHARE = 0.8
const BARE_SHARE = 0.5
/** Share of the steps without such prices that exchange strings instead of ruining around a job. */
const STRICT_SHARE = 0.1

export function createClassicRuin(state: ClassicState, snapshot: ClassicSnapshot, random: Random): Ruin {
  const { jobs, routes, near, nearCount } = state.instance
  return {
    tours: state.tours,
    random,
    settings: RUIN_DEFAULTS,
    near,
    nearCount,
    ruinedAt: new Int32Array(routes),
    step: 0,
    removed: new Int32Array(jobs),
    removedCount: 0,
    pinned: null,
    touch: (route) => saveRoute(snapshot, state, route),
    leave: (job) => unlink(state.tours, job),
  }
}

/** Ruin around a job; or strings change routes: where breaches have a price, before it too. */
export function tear(ruin: Ruin, state: ClassicState, snapshot: ClassicSnapshot, job: number): void {
  const { random } = ruin
  ruin.removedCount = 0
  if (state.penalties === null) {
    if (random.unit() < STRICT_SHARE) return exchangeStrictly(ruin, state, snapshot, job)
  } else if (random.unit() < EXCHANGE_SHARE) {
    exchangeStrings(state, snapshot, job, random)
    if (random.unit() < BARE_SHARE) return
  }
  ruinAround(ruin, job)
}

/** Times and costs of the routes that lost jobs; returns by how much the plan's cost changes. */
export function settleRuined(state: ClassicState, snapshot: ClassicSnapshot): number {
  const { emptyHint, instance, tours } = state
  let change = 0
  for (let index = 0; index < snapshot.count; index++) {
    const route = snapshot.routes[index]
    retime(state, route)
    change += state.routeCost[route] - snapshot.routeCost[index]
    const type = instance.typeOf[route]
    if (tours.size[route] === 0 && emptyHint[type] > route) emptyHint[type] = route
  }
  return change
}
