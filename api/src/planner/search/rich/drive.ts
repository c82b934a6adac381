import { earliestStart } from '../../evaluate/index.ts'
import { UNREACHABLE } from '../../model/index.ts'
import type { Stop } from '../../model/index.ts'
import { startOf } from '../tours.ts'
import { breakSlackInto, TripLoad } from './trip-load.ts'
import { LinkRules } from './link-rules.ts'
import type { RichRoute } from './rich-route.ts'
import { BREAK, END, EXTRA, FAIR, LATE, LEGS, METERS, RIGID, START, TRAVEL, TRIP, WORK } from './rich-rows.ts'
import type { RichState } from './rich-state.ts'
import { startInWindows, visitPrice } from './visit-price.ts'

/** A crew on its way along a route: what it does at each job, and what that costs. */
export class Drive {
  cost = 0
  work = 0
  fair = 0
  stops: Stop[] | null = null
  readonly rules: LinkRules
  readonly #state: RichState
  readonly #load: TripLoad
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
    this.rules = new LinkRules(state)
  }

  /** From the start of a route, or from a node of its last drive; recording, it leaves its times in the rows. */
  begin(index: number, isEarly: boolean, isRecording: boolean, from: number): void {
    const { instance, tours, hasTied } = this.#state
    const route = instance.route[index]
    this.#route = route
    this.#routeIndex = index
    this.#isEarly = isEarly
    this.#isRecording = isRecording
    this.rules.begin(index)
    this.fair = 0
    if (from !== startOf(tours, index)) return this.#resume(index, from, hasTied[index] === 1)
    this.#clock = route.startSeconds
    this.#place = route.start ?? -1
    this.#travel = this.#meters = this.#legCosts = this.#extra = this.#trip = this.#nextBreak = 0
    this.work = 0
    this.#load.begin(route)
    if (!this.#isRecording) return
    if (this.stops) this.stops.length = 0
    this.#record(from)
  }

  #resume(index: number, node: number, hasTied: boolean): void {
    const { rows, width, place, tours } = this.#state
    const row = node * width
    this.#clock = rows[row + END]
    this.#place = place[node]
    this.#travel = rows[row + TRAVEL]
    this.#meters = rows[row + METERS]
    this.#legCosts = rows[row + LEGS]
    this.#extra = rows[row + EXTRA]
    this.#trip = rows[row + TRIP]
    this.#nextBreak = rows[row + BREAK]
    this.work = rows[row + WORK]
    this.#load.resume(this.#route, rows, row)
    if (!hasTied) return
    for (let earlier = tours.next[startOf(tours, index)]; ; earlier = tours.next[earlier]) {
      this.rules.enter(earlier)
      this.rules.pass(earlier, rows[earlier * width + END], rows[earlier * width + TRIP])
      if (earlier === node) return
    }
  }

  #record(node: number): void {
    const { rows, width } = this.#state
    const row = node * width
    rows[row + END] = this.#clock
    rows[row + TRIP] = this.#trip
    rows[row + BREAK] = this.#nextBreak
    rows[row + TRAVEL] = this.#travel
    rows[row + METERS] = this.#meters
    rows[row + LEGS] = this.#legCosts
    rows[row + EXTRA] = this.#extra
    rows[row + WORK] = this.work
    this.#load.save(rows, row)
  }

  /** Whether the rest of the route goes as when it was last driven, or the same a little later. */
  agrees(node: number): boolean {
    const { rows, width } = this.#state
    const row = node * width
    if (this.#nextBreak !== rows[row + BREAK] || this.#trip !== rows[row + TRIP]) return false
    const delay = this.#clock - rows[row + END]
    if (delay !== 0 && (delay < 0 || delay > rows[row + RIGID])) return false
    return this.#load.agrees(rows, row, this.#route.hasLoadBreaks)
  }

  /** Adds what follows a node, from the last drive. */
  rest(node: number): boolean {
    const { rows, width, tours } = this.#state
    const row = node * width
    const last = (startOf(tours, this.#routeIndex) + 1) * width
    const delay = this.#clock - rows[row + END]
    this.#travel += rows[last + TRAVEL] - rows[row + TRAVEL]
    this.#meters += rows[last + METERS] - rows[row + METERS]
    this.#legCosts += rows[last + LEGS] - rows[row + LEGS]
    this.#extra += rows[last + EXTRA] - rows[row + EXTRA] + delay * rows[row + LATE]
    this.work += rows[last + WORK] - rows[row + WORK]
    this.fair += delay * rows[row + FAIR]
    return this.#finish(rows[last + END] + delay)
  }

  /** False where a rule is broken. A trial job was left out before. */
  visit(job: number, isTrial: boolean): boolean {
    const { instance } = this.#state
    this.rules.enter(job)
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
    this.rules.pass(job, end, this.#trip)
    if (!this.rules.keeps(job, start, end)) return false
    this.#extra += visitPrice(instance, this.#routeIndex, job, start, end)
    if (this.#isRecording) this.#keep(job, start, end)
    else if (instance.weights.fairness > 0) this.#wait(job, end, isTrial)
    return true
  }

  #keep(job: number, start: number, end: number): void {
    const { startAt, endAt, rows, width } = this.#state
    startAt[job] = start
    endAt[job] = end
    rows[job * width + START] = start
    this.#record(job)
    this.stops?.push({ kind: 'job', job })
  }

  #wait(job: number, end: number, isTrial: boolean): void {
    const { instance, gradient, endAt } = this.#state
    const hood = instance.hood[job]
    if (hood >= 0) this.fair += gradient[hood] * (end - (isTrial ? instance.horizonEnd : endAt[job]))
  }

  /** Earliest start from `ready` on, or −1. Jobs linked in time wait for those on other routes. */
  #startOf(job: number, ready: number): number {
    const { instance } = this.#state
    if (instance.links.isTied[job] === 0) return startInWindows(instance, job, ready)
    return startInWindows(instance, job, Math.max(ready, this.rules.notBefore(job)))
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
    if (this.#isRecording) this.stops?.push({ kind: 'reload' })
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
    if (this.#isRecording) this.stops?.push({ kind: 'break', break: pause.index })
    return pause.maxLoad === null || breakSlackInto(this.#load, pause.maxLoad)
  }

  /** Goes home; false where that is too late or too far. */
  end(): boolean {
    const route = this.#route
    const seconds = this.#leg(route.end ?? -1)
    if (seconds < 0) return false
    let remaining = seconds
    while (this.#nextBreak < route.breaks.length) {
      const taken = this.#breakTimes(remaining, seconds)
      if (taken.start > route.breaks[this.#nextBreak].latest || !this.#takeBreak(taken)) return false
      remaining -= taken.driven
    }
    this.#clock += remaining
    if (this.#isRecording) {
      const last = startOf(this.#state.tours, this.#routeIndex) + 1
      this.#record(last)
      this.#state.rows[last * this.#state.width + START] = this.#clock
    }
    return this.#finish(this.#clock)
  }

  #finish(end: number): boolean {
    const route = this.#route
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
