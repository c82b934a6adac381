import { lackOf, loadUnits, reasonOfRule, type PlanProblem, type RuleDetail } from '@dromos/api/contract'
import {
  addedViolations,
  bestGaps,
  evaluatePlan,
  jobsOf,
  moveJobs,
  placeAhead,
  placeAmongAll,
  prepareProblem,
  viewPlan,
  withCrews,
  withoutJobs,
  type Evaluation,
  type PlanView,
  type Problem,
  type RouteSchedule,
  type TravelMatrix,
  type Violation,
} from '@dromos/api/planner'

export interface PreviewStop {
  taskId: number
  /** among the crew's tasks, from 1 */
  number: number
  /** milliseconds since 1970 */
  from: number
  to: number
  lateSeconds: number
}

/** What a move would make of the two days it touches. Differences are against the plan as it is. */
export interface MovePreview {
  taskIds: readonly number[]
  routes: { crewId: number; stops: PreviewStop[] }[]
  travelSeconds: number
  meters: number
  overtimeSeconds: number
  lateSeconds: number
  /** in the plan's own weights, as the prices of fixes; the price of leaving work out apart */
  cost: number
  /** rules that are newly broken, or more than before */
  broken: (RuleDetail & { crewId: number; taskId: number | null; cause: string; margin: number | null })[]
}

/** One of the best places for what is moved, where no rule breaks. */
export interface Slot {
  /** 1 is the best */
  order: number
  crewId: number
  /** among the crew's tasks without what is moved */
  place: number
  /** the stops it lies between; null at an end of the crew's day */
  behindTaskId: number | null
  beforeTaskId: number | null
}

/** What a crew would pay for a task at the cheapest of its places. */
export interface Offer {
  fits: boolean
  travelSeconds: number
}

/** Tries moves with the planner's own evaluator, in the browser: nothing is asked over the network. */
export class LiveMoves {
  readonly #known: PlanProblem
  readonly #view: PlanView
  readonly #origin: number
  /** tasks that have not begun */
  readonly #ahead: ReadonlySet<number>
  /** why no crew may have a task */
  readonly #bars: ReadonlyMap<number, string>

  constructor(known: PlanProblem, matrices: Matrices) {
    this.#known = known
    const problem = { ...known.problem, matrices } as unknown as Problem
    this.#view = viewPlan(prepareProblem(problem), known.plan)
    this.#origin = Date.parse(known.origin)
    this.#ahead = new Set(known.taskIds)
    this.#bars = new Map(known.barred.map(({ taskId, cause }) => [taskId, cause]))
  }

  /** Null where the plan does not know one of the tasks or the crew. */
  preview(
    taskIds: readonly number[],
    to: { crewId: number | null; place?: number | undefined },
  ): MovePreview | null {
    const jobs = this.#jobsOf(taskIds)
    const crew = to.crewId === null ? null : this.#known.crewIds.indexOf(to.crewId)
    if (jobs === null || crew === -1) return null
    const after = evaluatePlan(
      this.#view.prepared,
      moveJobs(this.#view, { jobs, crew, place: this.#placeAhead(taskIds, to) }),
    )
    const crews = new Set([crew, ...jobs.map((job) => this.#view.visits[job]?.crew ?? null)])
    const { unassigned } = this.#view.prepared.problem.weights
    const costOf = ({ total, cost }: Evaluation) => total - cost.unassigned * unassigned
    const isTouched = (schedule: RouteSchedule) => crews.has(schedule.crew)
    const before = this.#view.evaluation.routes.filter(isTouched)
    const now = after.routes.filter(isTouched)
    const gain = (pick: (schedule: RouteSchedule) => number) => sum(now, pick) - sum(before, pick)
    return {
      taskIds,
      routes: [...new Set(now.map((schedule) => schedule.crew))].map((each) => ({
        crewId: this.#known.crewIds[each]!,
        stops: this.#stopsOf(now.filter((schedule) => schedule.crew === each)),
      })),
      travelSeconds: gain(({ travelSeconds }) => travelSeconds),
      meters: gain(({ meters }) => meters),
      overtimeSeconds: gain(({ overtimeSeconds }) => overtimeSeconds),
      lateSeconds: gain((schedule) => sum(this.#stopsOf([schedule]), ({ lateSeconds }) => lateSeconds)),
      cost: costOf(after) - costOf(this.#view.evaluation),
      broken: withCrews(
        this.#view.prepared.problem,
        addedViolations(this.#view.evaluation, after),
        after,
      ).flatMap((each) =>
        each.crew === null
          ? []
          : [
              {
                crewId: this.#known.crewIds[each.crew]!,
                taskId: each.job === null ? null : this.#known.taskIds[each.job]!,
                ...this.#causeOf(each),
                margin: each.amount > 0 ? each.amount : null,
                unit: each.dimension === undefined ? undefined : loadUnits[each.dimension],
              },
            ],
      ),
    }
  }

  #causeOf({ kind, job, crew }: Violation): { cause: string; lacking?: string[] } {
    const bar = kind === 'crew' && job !== null ? this.#bars.get(this.#known.taskIds[job]!) : undefined
    if (bar) return { cause: bar }
    if (kind !== 'skill' || job === null || crew === null) return { cause: reasonOfRule(kind) }
    const { jobs, crews } = this.#view.prepared.problem
    const { reason, lacking } = lackOf(this.#known.needs, jobs[job]!.skills, crews[crew]!.skills)
    return { cause: reason, lacking }
  }

  #placeAhead(
    taskIds: readonly number[],
    { crewId, place }: { crewId: number | null; place?: number | undefined },
  ): number | undefined {
    if (place === undefined || crewId === null) return undefined
    const others = this.#orderOf(crewId).filter((other) => !taskIds.includes(other))
    return placeAhead(others, (other) => this.#ahead.has(other), place)
  }

  #jobsOf(taskIds: readonly number[]): number[] | null {
    const jobs = taskIds.map((taskId) => this.#known.taskIds.indexOf(taskId))
    return jobs.length === 0 || jobs.includes(-1) ? null : jobs
  }

  #orderOf(crewId: number): readonly number[] {
    return this.#known.orders.find((order) => order.crewId === crewId)?.taskIds ?? []
  }

  /** For each crew, what the tasks would cost it. */
  offers(taskIds: readonly number[]): Map<number, Offer> {
    const jobs = this.#jobsOf(taskIds)
    const offers = new Map<number, Offer>()
    if (jobs === null) return offers
    const without = viewPlan(this.#view.prepared, withoutJobs(this.#view.plan, new Set(jobs)))
    const travelOf = (schedules: readonly RouteSchedule[], crew: number) =>
      sum(
        schedules.filter((schedule) => schedule.crew === crew),
        ({ travelSeconds }) => travelSeconds,
      )
    this.#known.crewIds.forEach((crewId, crew) => {
      if (this.#view.prepared.problem.crews[crew]!.shifts.length === 0) return
      const after = evaluatePlan(without.prepared, moveJobs(without, { jobs, crew }))
      offers.set(crewId, {
        fits: addedViolations(without.evaluation, after).length === 0,
        travelSeconds: travelOf(after.routes, crew) - travelOf(without.evaluation.routes, crew),
      })
    })
    return offers
  }

  /** The best places of all crews, the best first. */
  slots(taskIds: readonly number[], count = 3): Slot[] {
    const jobs = this.#jobsOf(taskIds)
    if (jobs === null) return []
    const without = viewPlan(this.#view.prepared, withoutJobs(this.#view.plan, new Set(jobs)))
    return bestGaps(without, jobs, count).map(({ crew, shift, rank }, index) => {
      const crewId = this.#known.crewIds[crew]!
      const order = this.#orderOf(crewId).filter((taskId) => !taskIds.includes(taskId))
      const earlier = without.plan.routes
        .filter((route) => route.crew === crew && route.shift < shift)
        .flatMap(jobsOf).length
      const place = placeAmongAll(order, (taskId) => this.#ahead.has(taskId), earlier + rank)
      return {
        order: index + 1,
        crewId,
        place,
        behindTaskId: order[place - 1] ?? null,
        beforeTaskId: order[place] ?? null,
      }
    })
  }

  #stopsOf(schedules: readonly RouteSchedule[]): PreviewStop[] {
    const stops = schedules
      .toSorted((a, b) => a.shift - b.shift)
      .flatMap((schedule) => schedule.stops)
      .flatMap(({ stop, startSeconds, endSeconds }) =>
        stop.kind === 'job' ? [{ job: stop.job, startSeconds, endSeconds }] : [],
      )
    const crew = schedules[0]?.crew
    const order = crew === undefined ? [] : this.#orderOf(this.#known.crewIds[crew]!)
    const begun = order.filter((taskId) => !this.#ahead.has(taskId)).length
    return stops.map(({ job, startSeconds, endSeconds }, index) => {
      const due = this.#view.prepared.problem.jobs[job]!.dueSeconds
      return {
        taskId: this.#known.taskIds[job]!,
        number: begun + index + 1,
        from: this.#origin + startSeconds * 1000,
        to: this.#origin + endSeconds * 1000,
        // what was overdue before the day is late by nothing that a move could change
        lateSeconds: due === null || due <= 0 ? 0 : Math.max(0, endSeconds - due),
      }
    })
  }
}

export type Matrices = Record<string, TravelMatrix>

/** Travel times as the planner reads them. */
export function unpackMatrices(matrices: NonNullable<PlanProblem['matrices']>): Matrices {
  return Object.fromEntries(
    Object.entries(matrices).map(([profile, { size, bits, seconds, meters }]) => [
      profile,
      { size, seconds: integers(seconds, bits), meters: integers(meters, bits), costs: null },
    ]),
  )
}

function integers(packed: string, bits: 16 | 32): Int32Array {
  const letters = atob(packed)
  const bytes = new Uint8Array(letters.length)
  for (let at = 0; at < bytes.length; at++) bytes[at] = letters.charCodeAt(at)
  return bits === 16 ? Int32Array.from(new Uint16Array(bytes.buffer)) : new Int32Array(bytes.buffer)
}

function sum<T>(list: readonly T[], pick: (each: T) => number): number {
  return list.reduce((total, each) => total + pick(each), 0)
}
