import type { Random } from '../random.ts'
import { RUIN_DEFAULTS } from '../ruin.ts'
import type { Ruin } from '../ruin.ts'
import { unlink } from '../tours.ts'
import { saveRoute } from './classic-snapshot.ts'
import type { ClassicSnapshot } from './classic-snapshot.ts'
import { retime } from './classic-state.ts'
import type { ClassicState } from './classic-state.ts'

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
