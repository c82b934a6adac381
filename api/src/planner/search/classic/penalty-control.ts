import type { ClassicState, Penalties } from './classic-state.ts'

/** Steps between two looks at the prices of breaches. */
const PERIOD = 100
/** Wanted share of steps without overrun, and without overload. */
const WANTED_SHARE = 0.5
const FACTOR = 1.2
const ABSENT_FACTOR = 2
/** Periods without a feasible plan before the walk goes back to its best one. */
const LONGEST_EXCURSION = 20
/** Prices after such a return, of those at the departure. */
const RETURN_FACTOR = 1.5
/** Prices at the start, in what a leg costs by its seconds, and in mean legs. */
const FIRST_PER_SECOND = 1
const FIRST_PER_UNIT = 0.004
/** Prices are multiples of a power of two, so that sums of costs stay exact. */
const GRAIN = 16
const HIGHEST = 2 ** 30

/**
 * Prices of overrun and overload: raised when seen too often, lowered when seen too seldom. Notices when the
 * walk has lost its way among plans that break a rule.
 */
export class PenaltyControl {
  #steps = 0
  #punctual = 0
  #light = 0
  #feasible = 0
  #lost = 0
  #atDeparture: Penalties = { perSecond: 1, perUnit: 1 }

  begin(state: ClassicState): void {
    const { routeCost, instance, tours } = state
    let cost = 0
    let seconds = 0
    for (let route = 0; route < tours.routes; route++) {
      cost += tours.size[route] > 0 ? routeCost[route] - instance.fixed[route] : 0
      for (let node = tours.jobs + 2 * route; tours.next[node] >= 0; node = tours.next[node]) {
        seconds += instance.time[instance.at[node] * instance.places + instance.at[tours.next[node]]]
      }
    }
    const legs = tours.assigned + tours.used
    state.penalties = {
      perSecond: grained((FIRST_PER_SECOND * cost) / Math.max(1, seconds)),
      perUnit: grained((FIRST_PER_UNIT * cost) / Math.max(1, legs)),
    }
    this.#atDeparture = state.penalties
    this.#steps = this.#punctual = this.#light = this.#feasible = this.#lost = 0
  }

  /** Notes what the plan is like; true once a period. */
  observe(state: ClassicState): boolean {
    const isPunctual = state.lateness === 0
    const isLight = state.overload === 0
    if (isPunctual) this.#punctual++
    if (isLight) this.#light++
    if (isPunctual && isLight) this.#feasible++
    return ++this.#steps === PERIOD
  }

  /**
   * Changes the prices at the end of a period; returns by how much the plan's cost changes. While jobs are
   * left out breaches become cheaper, so that they come back in.
   */
  adapt(state: ClassicState, absent: number): number {
    const { perSecond, perUnit } = state.penalties!
    const change = setPenalties(
      state,
      absent > 0
        ? { perSecond: grained(perSecond / ABSENT_FACTOR), perUnit: grained(perUnit / ABSENT_FACTOR) }
        : { perSecond: adapted(perSecond, this.#punctual), perUnit: adapted(perUnit, this.#light) },
    )
    this.#lost = this.#feasible > 0 ? 0 : this.#lost + 1
    if (this.#lost === 0) this.#atDeparture = state.penalties!
    this.#steps = this.#punctual = this.#light = this.#feasible = 0
    return change
  }

  get isLost(): boolean {
    return this.#lost > LONGEST_EXCURSION
  }

  /** Prices for a new start from the best plan. */
  returned(state: ClassicState): void {
    const { perSecond, perUnit } = this.#atDeparture
    state.penalties = {
      perSecond: grained(perSecond * RETURN_FACTOR),
      perUnit: grained(perUnit * RETURN_FACTOR),
    }
    this.#atDeparture = state.penalties
    this.#lost = 0
  }
}

function adapted(price: number, seldom: number): number {
  return seldom < WANTED_SHARE * PERIOD
    ? grained(price * FACTOR)
    : Math.max(1, Math.floor((price * GRAIN) / FACTOR)) / GRAIN
}

function grained(price: number): number {
  return Math.min(HIGHEST, Math.max(1, Math.ceil(price * GRAIN)) / GRAIN)
}

function setPenalties(state: ClassicState, penalties: Penalties): number {
  const { penalties: old, warp, load, routeCost, instance } = state
  const perSecond = penalties.perSecond - old!.perSecond
  const perUnit = penalties.perUnit - old!.perUnit
  let change = 0
  for (let route = 0; route < routeCost.length; route++) {
    const over = Math.max(0, load[route] - instance.capacity[route])
    const added = warp[route] * perSecond + over * perUnit
    routeCost[route] += added
    change += added
  }
  state.penalties = penalties
  return change
}
