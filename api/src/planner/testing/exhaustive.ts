import { evaluatePlan, scheduleRoute } from '../evaluate/index.ts'
import type { PreparedProblem, RouteSchedule } from '../evaluate/index.ts'
import type { Plan, Route, Stop } from '../model/index.ts'

interface Exhausted {
  /** The cheapest plan that keeps all rules; null where there is none. */
  best: { plan: Plan; total: number } | null
  evaluated: number
}

/**
 * Every assignment, order, place of a break and of a reload, priced by the evaluator. `isWanted` rules plans out
 * by the jobs they serve. Null where that would be more than so many plans.
 */
export function exhaust(
  prepared: PreparedProblem,
  most: number,
  isWanted: (isServed: (job: number) => boolean) => boolean = () => true,
): Exhausted | null {
  const { problem } = prepared
  const shifts = problem.crews.flatMap(({ shifts }, crew) => shifts.map((_, shift) => ({ crew, shift })))
  const ways = new RouteWays(prepared)
  const done = new Set(
    problem.crews
      .flatMap((crew) => crew.shifts.flatMap(({ frozen }) => frozen?.stops ?? []))
      .map(({ job }) => job),
  )
  const open = problem.jobs.map((_, job) => job).filter((job) => !done.has(job))
  const orders: number[][] = shifts.map(() => [])
  const unassigned: number[] = []
  const result: Exhausted = { best: null, evaluated: 0 }

  function assign(index: number): boolean {
    if (index === open.length) return price()
    const job = open[index]
    unassigned.push(job)
    if (!assign(index + 1)) return false
    unassigned.pop()
    for (const [number, { crew }] of shifts.entries()) {
      if (prepared.misfits[job * problem.crews.length + crew]) continue
      const order = orders[number]
      for (let place = 0; place <= order.length; place++) {
        order.splice(place, 0, job)
        if (!assign(index + 1)) return false
        order.splice(place, 1)
      }
    }
    return true
  }

  function price(): boolean {
    if (!isWanted((job) => !unassigned.includes(job))) return true
    const choices = shifts.map(({ crew, shift }, number) => ways.of(crew, shift, orders[number]))
    return combine(choices, [])
  }

  function combine(choices: Route[][], chosen: Route[]): boolean {
    if (chosen.length < choices.length)
      return choices[chosen.length].every((route) => combine(choices, [...chosen, route]))
    if (result.evaluated++ > most) return false
    const plan = { routes: chosen.filter(({ stops }) => stops.length > 0), unassigned: [...unassigned] }
    const { total, violations } = evaluatePlan(prepared, plan)
    if (violations.length === 0 && (!result.best || total < result.best.total)) result.best = { plan, total }
    return true
  }

  return assign(0) ? result : null
}

/** The ways to take breaks and reloads along an order of jobs that keep the rules of the route itself. */
class RouteWays {
  readonly #prepared: PreparedProblem
  readonly #known = new Map<string, Route[]>()
  /** Nothing in the plan but the route's own cost depends on when its jobs are done. */
  readonly #isAlone: boolean

  constructor(prepared: PreparedProblem) {
    this.#prepared = prepared
    const { links, weights } = prepared.problem
    this.#isAlone = links.length === 0 && !weights.balance && !weights.fairness && !weights.stability
  }

  of(crew: number, shift: number, jobs: readonly number[]): Route[] {
    if (jobs.length === 0) return [{ crew, shift, stops: [] }]
    const key = `${crew} ${shift} ${jobs.join()}`
    let routes = this.#known.get(key)
    if (!routes) this.#known.set(key, (routes = this.#find(crew, shift, jobs)))
    return routes
  }

  #find(crew: number, shift: number, jobs: readonly number[]): Route[] {
    const { crews, weights } = this.#prepared.problem
    const { breaks, frozen } = crews[crew].shifts[shift]
    const due = [...breaks.keys()].filter((index) => !frozen?.breaksTaken.includes(index))
    const reloads = Math.min(crews[crew].reload?.maxReloads ?? 0, 2)
    const distinct = new Map<string, { route: Route; cost: number }>()
    for (const stops of interleave(
      jobs.map((job): Stop => ({ kind: 'job', job })),
      due,
      reloads,
    )) {
      const route = { crew, shift, stops }
      const schedule = scheduleRoute(this.#prepared, route)
      if (schedule.violations.length > 0 || this.#hasIdleReload(route)) continue
      const cost =
        weights.travel * schedule.travelCost +
        weights.overtime * schedule.overtimeCost +
        weights.lateness * schedule.latenessCost
      const sign = this.#isAlone ? '' : signOf(schedule)
      const known = distinct.get(sign)
      if (!known || cost < known.cost) distinct.set(sign, { route, cost })
    }
    return [...distinct.values()].map(({ route }) => route)
  }

  /** A detour to the depot that empties nothing that is in the way only passes time. */
  #hasIdleReload({ crew, shift, stops }: Route): boolean {
    return stops.some(({ kind }, index) => {
      if (kind !== 'reload') return false
      const schedule = scheduleRoute(this.#prepared, { crew, shift, stops: stops.toSpliced(index, 1) })
      return !schedule.violations.some((violation) => violation.kind === 'load')
    })
  }
}

/** What the rest of a plan may see of a route: its times, its trips, and where breaks stand when others make it wait. */
function signOf({ stops, workSeconds }: RouteSchedule): string {
  const seen = stops.map(({ stop, startSeconds }) =>
    stop.kind === 'job' ? `${stop.job}@${startSeconds}` : stop.kind === 'break' ? `b${stop.break}` : 'r',
  )
  return `${workSeconds} ${seen.join(' ')}`
}

function* interleave(jobs: Stop[], breaks: number[], reloads: number): Generator<Stop[]> {
  yield* withReloads(jobs, breaks, reloads, 0)
}

function* withReloads(stops: Stop[], breaks: number[], reloads: number, from: number): Generator<Stop[]> {
  yield* withBreaks(stops, breaks)
  if (reloads === 0) return
  for (let place = from; place <= stops.length; place++)
    yield* withReloads(stops.toSpliced(place, 0, { kind: 'reload' }), breaks, reloads - 1, place + 1)
}

function* withBreaks(stops: Stop[], [next, ...rest]: number[]): Generator<Stop[]> {
  if (next === undefined) return yield stops
  for (let place = 0; place <= stops.length; place++)
    yield* withBreaks(stops.toSpliced(place, 0, { kind: 'break', break: next }), rest)
}
