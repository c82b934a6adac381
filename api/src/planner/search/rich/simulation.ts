import { earliestStart } from '../../evaluate/index.ts'
import { STABILITY_STEP_SECONDS, COMPACTNESS_NEIGHBOURS, UNREACHABLE } from '../../model/index.ts'
import type { Stop } from '../../model/index.ts'
import { startOf } from '../tours.ts'
import { breakSlackInto, TripLoad } from './trip-load.ts'
import { LinkRules } from './link-rules.ts'
import type { RichRoute } from './rich-route.ts'
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
 * The times are those of the evaluator for the same stops.
 */
export class Simulation {
  cost = 0
  work = 0
  fair = 0
  /** Stops of the last recorded drive. */
  readonly stops: Stop[] = []
  readonly #state: RichState
  readonly #load: TripLoad
  readonly #rules: LinkRules
  #route!: RichRoute
  #routeIndex = 0
  #isRecording = false
  #isEarly = false
  #clock = 0
  #place = -1
  #travel = 0
  #meters = 0
  #legCosts = 0
  #extra = 0
  #trip = 0
  #nextBreak = 0

  constructor(state: RichState) {
    this.#state = state
    this.#load = new TripLoad(state.instance)
    this.#rules = new LinkRules(state)
  }

  /** Relaxed, jobs on other routes are not held to their times, while these are being settled. */
  relax(isRelaxed: boolean): void {
    this.#rules.isRelaxed = isRelaxed
  }

  /** Whether the route can be driven; then `cost`, `work` and `fair` hold. Breaks go late, else early. */
  try(route: number, first: Trial, second: Trial): boolean {
    if (this.#drive(route, first, second, false, false)) return true
    const hasBreaks = this.#state.instance.route[route].breaks.length > 0
    return hasBreaks && this.#drive(route, first, second, true, false)
  }

  /** Drives the route as it stands and keeps its times; false where it cannot be driven. */
  commit(route: number): boolean {
    const state = this.#state
    const isPossible =
      this.#drive(route, NO_TRIAL, NO_TRIAL, false, true) ||
      this.#drive(route, NO_TRIAL, NO_TRIAL, true, true)
    if (!isPossible) return false
    state.routeCost[route] = this.cost
    state.work[route] = this.work
    state.fair[route] = this.fair
    return true
  }

  #drive(index: number, first: Trial, second: Trial, isEarly: boolean, isRecording: boolean): boolean {
    const { tours } = this.#state
    this.#begin(index, isEarly, isRecording)
    let node = startOf(tours, index)
    let count = 0
    for (;;) {
      let to: number
      if (node === first.node && first.job >= 0 && !this.#rules.hasSeen(first.job)) to = first.job
      else if (node === second.node && second.job >= 0 && !this.#rules.hasSeen(second.job)) to = second.job
      else to = tours.next[realNode(node, first, second)]
      if (to >= tours.jobs) break
      if (!this.#visit(to)) return false
      count++
      node = to
    }
    if (count > this.#route.maxStops) return false
    if (count === 0) {
      this.cost = this.work = this.fair = 0
      return true
    }
    return this.#end()
  }

  #begin(index: number, isEarly: boolean, isRecording: boolean): void {
    const route = this.#state.instance.route[index]
    this.#route = route
    this.#routeIndex = index
    this.#isEarly = isEarly
    this.#isRecording = isRecording
    this.#rules.begin(index)
    this.#clock = route.startSeconds
    this.#place = route.start ?? -1
    this.#travel = this.#meters = this.#legCosts = this.#extra = this.#trip = this.#nextBreak = 0
    this.work = this.fair = 0
    this.#load.begin(route)
    if (isRecording) this.stops.length = 0
  }

  #visit(job: number): boolean {
    const { instance } = this.#state
    this.#rules.enter(job)
    if (!this.#load.fits(job)) {
      if (this.#trip >= this.#route.maxReloads || this.#route.reloadPlace < 0) return false
      if (!this.#reload()) return false
    }
    const place = instance.place[job]
    const setup = place === this.#place ? 0 : instance.setup[job]
    const seconds = this.#leg(place)
    if (seconds < 0) return false
    const length = setup + instance.service[job]
    let start = this.#startOf(job, this.#clock + seconds)
    if (this.#nextBreak < this.#route.breaks.length) {
      if (!this.#takeBreaks(seconds, start, length, job)) return false
      start = this.#startOf(job, this.#clock)
    }
    if (start < 0 || !this.#load.fits(job)) return false
    this.#load.add(job)
    const end = start + length
    this.#clock = end
    this.work += length
    this.#rules.pass(job, end, this.#trip)
    if (!this.#rules.keeps(job, start, end)) return false
    this.#price(job, start, end)
    if (this.#isRecording) {
      this.#state.startAt[job] = start
      this.#state.endAt[job] = end
      this.stops.push({ kind: 'job', job })
    }
    return true
  }

  /** Earliest start from `ready` on, or −1. Jobs linked in time wait for those on other routes. */
  #startOf(job: number, ready: number): number {
    const { instance } = this.#state
    const { windowFrom, windowStart, windowEnd, links } = instance
    let from = ready
    if (links.hasTimes) from = Math.max(from, this.#rules.notBefore(job))
    for (let index = windowFrom[job]; index < windowFrom[job + 1]; index++) {
      if (from <= windowEnd[index]) return from > windowStart[index] ? from : windowStart[index]
    }
    return -1
  }

  #price(job: number, start: number, end: number): void {
    const { instance, gradient } = this.#state
    if (end > instance.due[job]) this.#extra += (end - instance.due[job]) * instance.latePrice[job]
    const { weights, stability } = instance
    if (weights.compactness > 0 && instance.isOutside[this.#routeIndex * instance.jobs + job]) {
      this.#extra += COMPACTNESS_NEIGHBOURS * weights.compactness
    }
    if (weights.fairness > 0 && instance.hood[job] >= 0) this.fair += gradient[instance.hood[job]] * end
    if (weights.stability > 0 && instance.publishedCrew[job] >= 0) {
      const outside = Math.max(0, instance.publishedStart[job] - start, start - instance.publishedEnd[job])
      let change = Math.ceil(outside / STABILITY_STEP_SECONDS) * stability.perStep
      if (instance.publishedCrew[job] !== this.#route.crew) change += stability.crewChange
      if (change > 0 && instance.isNotified[job]) change += stability.notified
      this.#extra += change * weights.stability
    }
  }

  /** Books the leg to a place and returns its seconds; −1 when there is no way. The clock stays. */
  #leg(place: number): number {
    const from = this.#place
    if (place < 0) return 0
    this.#place = place
    if (from < 0) return 0
    const { matrix, perSecond, perMeter, perCost } = this.#route
    const arc = from * matrix.size + place
    const seconds = matrix.seconds[arc]
    if (seconds >= UNREACHABLE) return -1
    this.#travel += seconds
    this.#meters += matrix.meters[arc]
    this.work += seconds
    this.#legCosts += matrix.costs
      ? matrix.costs[arc] * perCost
      : seconds * perSecond + matrix.meters[arc] * perMeter
    return seconds
  }

  #reload(): boolean {
    const seconds = this.#leg(this.#route.reloadPlace)
    if (seconds < 0) return false
    if (!this.#takeBreaks(seconds, this.#clock + seconds, this.#route.reloadSeconds, -1)) return false
    this.#clock += this.#route.reloadSeconds
    this.work += this.#route.reloadSeconds
    this.#trip++
    this.#load.reload()
    if (this.#isRecording) this.stops.push({ kind: 'reload' })
    return true
  }

  /** Drives `seconds`, with the breaks that are due on the way; the clock is then at the place. */
  #takeBreaks(seconds: number, start: number, length: number, job: number): boolean {
    const { breaks } = this.#route
    let remaining = seconds
    while (this.#nextBreak < breaks.length) {
      const pause = breaks[this.#nextBreak]
      const taken = this.#breakTimes(remaining, seconds)
      if (taken.start > pause.latest) break
      const startAfter =
        job < 0
          ? taken.end + remaining - taken.driven
          : this.#startOf(job, taken.end + remaining - taken.driven)
      const isFree = startAfter === start
      const isLastChance = start < 0 || earliestStart(pause.windows, start + length) > pause.latest
      const isOpen = this.#isEarly && taken.start <= this.#clock + remaining
      if (!isFree && !isLastChance && !isOpen) break
      if (!this.#takeBreak(taken)) return false
      remaining -= taken.driven
      start = startAfter
    }
    this.#clock += remaining
    return true
  }

  #breakTimes(remaining: number, whole: number): BreakTimes {
    const pause = this.#route.breaks[this.#nextBreak]
    const now = earliestStart(pause.windows, this.#clock)
    const onArrival = earliestStart(pause.windows, this.#clock + remaining)
    let start = onArrival
    let driven = remaining
    if (pause.isInsideTravelAllowed) {
      start = now
      driven = Math.min(remaining, now - this.#clock)
    } else if (onArrival > pause.latest && remaining === whole) {
      start = now
      driven = 0
    }
    return { start, driven, end: start + pause.durationSeconds }
  }

  #takeBreak({ end }: BreakTimes): boolean {
    const pause = this.#route.breaks[this.#nextBreak++]
    this.#clock = end
    if (pause.isPaid) this.work += pause.durationSeconds
    if (this.#isRecording) this.stops.push({ kind: 'break', break: pause.index })
    return pause.maxLoad === null || breakSlackInto(this.#load, pause.maxLoad)
  }

  #end(): boolean {
    const route = this.#route
    const seconds = this.#leg(route.end ?? -1)
    if (seconds < 0) return false
    let remaining = seconds
    while (this.#nextBreak < route.breaks.length) {
      const taken = this.#breakTimes(remaining, seconds)
      if (taken.start > route.breaks[this.#nextBreak].latest || !this.#takeBreak(taken)) return false
      remaining -= taken.driven
    }
    const end = this.#clock + remaining
    if (end > route.latestEnd || this.#travel > route.maxTravel || this.#meters > route.maxMeters)
      return false
    const overtime = Math.max(0, end - route.endSeconds)
    this.cost = this.#legCosts + this.#extra + overtime * route.perOvertime + route.fixed
    return true
  }
}

interface BreakTimes {
  start: number
  driven: number
  end: number
}

/** The node of the list that stands before what follows a trial job. */
function realNode(node: number, first: Trial, second: Trial): number {
  if (node === second.job && second.node !== first.job) return second.node
  if (node === first.job || node === second.job) return first.node
  return node
}
