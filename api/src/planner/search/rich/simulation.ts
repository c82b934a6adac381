import type { Stop } from '../../model/index.ts'
import { startOf } from '../tours.ts'
import { Drive } from './drive.ts'
import { EARLY_BREAKS, LATE_BREAKS, UNDRIVEN, setFigures } from './rich-state.ts'
import type { RichState } from './rich-state.ts'

/** A job to be tried after a node; node −1 is no job. */
export interface Trial {
  node: number
  job: number
}

export const NO_TRIAL: Trial = { node: -1, job: -1 }

/**
 * Drives one route in time, with one or two trial jobs put in, and adds up what it costs. Breaks and reloads
 * are placed on the way: a reload where the next job would not fit on board, a break by the route's policy.
 * The times are those of the evaluator for the same stops. A trial begins where it differs from the last drive
 * and ends where it agrees with it again, or is later by what the rest of the route takes without a change.
 */
export class Simulation {
  /** Whether trials with late breaks that fail are tried with early ones, which seldom helps. */
  isThorough = true
  readonly #state: RichState
  readonly #crew: Drive

  constructor(state: RichState) {
    this.#state = state
    this.#crew = new Drive(state)
  }

  get cost(): number {
    return this.#crew.cost
  }

  get work(): number {
    return this.#crew.work
  }

  /** Weighted waiting of citizens that a trial adds, at the present prices. */
  get fair(): number {
    return this.#crew.fair
  }

  /** Relaxed, jobs on other routes are not held to their times, while these are being settled. */
  relax(isRelaxed: boolean): void {
    this.#crew.rules.isRelaxed = isRelaxed
  }

  /** Whether the route can be driven; then `cost`, `work` and `fair` hold. Breaks go late, else early. */
  try(route: number, first: Trial, second: Trial): boolean {
    const { driven, tours, instance } = this.#state
    const start = startOf(tours, route)
    const late = driven[route] === LATE_BREAKS ? first.node : start
    if (this.#drive(route, first, second, false, false, late)) return true
    if (instance.route[route].breaks.length === 0) return false
    if (!this.isThorough && driven[route] !== EARLY_BREAKS) return false
    return this.#drive(route, first, second, true, false, driven[route] === EARLY_BREAKS ? first.node : start)
  }

  /**
   * Drives the route as it stands and keeps its times; false where it cannot be driven. Up to `from` it must be as
   * it was. The stops are written to a list where one is given.
   */
  commit(route: number, from = startOf(this.#state.tours, route), stops: Stop[] | null = null): boolean {
    const state = this.#state
    const { driven, instance, tours } = state
    const start = startOf(tours, route)
    const first = driven[route] === LATE_BREAKS && stops === null ? from : start
    this.#crew.stops = stops
    driven[route] = LATE_BREAKS
    if (!this.#drive(route, NO_TRIAL, NO_TRIAL, false, true, first)) {
      driven[route] = EARLY_BREAKS
      const hasBreaks = instance.route[route].breaks.length > 0
      if (!hasBreaks || !this.#drive(route, NO_TRIAL, NO_TRIAL, true, true, start)) {
        driven[route] = UNDRIVEN
        return false
      }
    }
    setFigures(state, route, this.cost, this.work)
    return true
  }

  #drive(
    route: number,
    first: Trial,
    second: Trial,
    isEarly: boolean,
    isRecording: boolean,
    from: number,
  ): boolean {
    const { tours, driven, instance } = this.#state
    const crew = this.#crew
    let left = (first.job >= 0 ? 1 : 0) + (second.job >= 0 ? 1 : 0)
    const count = tours.size[route] + left
    if (count > instance.route[route].maxStops) return false
    crew.begin(route, isEarly, isRecording, from)
    // links of the trial jobs reach the whole route
    const isLocal =
      !isRecording &&
      driven[route] === (isEarly ? EARLY_BREAKS : LATE_BREAKS) &&
      !crew.rules.isTied(first.job) &&
      !crew.rules.isTied(second.job)
    for (let node = from; ;) {
      if (node === first.node) {
        if (!crew.visit(first.job, true)) return false
        left--
        if (second.job >= 0 && second.node === first.job) {
          if (!crew.visit(second.job, true)) return false
          left--
        }
      }
      if (node === second.node) {
        if (!crew.visit(second.job, true)) return false
        left--
      }
      node = tours.next[node]
      if (node >= tours.jobs) break
      if (!crew.visit(node, false)) return false
      if (left === 0 && isLocal && crew.agrees(node)) return crew.rest(node)
    }
    if (count > 0) return crew.end()
    crew.cost = crew.work = crew.fair = 0
    return true
  }
}
