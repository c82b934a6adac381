import {
  cancelPlanVersion,
  listShifts,
  movePlanStop,
  publishPlanVersion,
  replanDay,
  solveDays,
  solvePlan,
  type CallOf,
  type Client,
  type Crew,
  type LonLat,
  type MovedStop,
  type Plan,
  type PlanLock,
  type PlanVersion,
  type PlanVersionDetail,
  type ResultOf,
  type Shift,
} from '@dromos/api/contract'
import { getContext, setContext, untrack } from 'svelte'
import type { Live } from '#lib/city/live.svelte.ts'
import { Loaded } from '#lib/dispatch/loaded.svelte.ts'
import { applyStep, sameRoutes } from './apply-step.ts'
import { ChosenStops } from './chosen-stops.svelte.ts'
import type { Destination } from './drop-target.ts'
import { comparedVersions } from './compared-versions.ts'
import { early } from './early-answers.ts'
import { fetchVersion } from './fetch-version.ts'
import { findTask, ordersByTask, type FoundTask } from './find-task.ts'
import { followPlans } from './follow-plans.ts'
import { nextWorkday } from './next-workday.ts'
import { NextVersion } from './next-version.ts'
import { fetchMoved, fetchOrders, type Offered } from './plan-fetches.ts'
import { PlanChoice } from './plan-choice.svelte.ts'
import { PlanSteps } from './plan-steps.svelte.ts'
import { keyOf, paramsOf } from './version-key.ts'
import { ReasonAsked } from './reason-asked.svelte.ts'
import { SolvingRoutes } from './solving-routes.svelte.ts'
import { locksOfStop } from './stop-locks.ts'
import { taskExplanation, type TaskExplanation } from './task-explanation.svelte.ts'
import { ToldVersions } from './told-versions.ts'

type Moved = Omit<ResultOf<typeof movePlanStop>, 'keptCrewIds'>

interface Given {
  jurisdictionId: string
  call: Client
  crews: () => readonly Crew[]
  /** the city's day */
  today: () => string
}

/** A day's plan while it is made: what goes in, the version shown, and what was broken by hand. */
export class Planning {
  readonly choice: PlanChoice
  readonly crews: () => readonly Crew[]
  readonly shifts: Loaded<Shift[], string>
  readonly plans: Loaded<Plan[], string>
  readonly told: ToldVersions
  readonly orders: Loaded<Offered, string>
  /** the version shown, by "plan/version" */
  readonly detail: Loaded<PlanVersionDetail, string>
  /** the version it is compared with */
  readonly base: Loaded<PlanVersionDetail, string>
  /** while they are compared: the stops that stand elsewhere, by "plan/version/other version" */
  readonly moved: Loaded<MovedStop[], string>
  /** the two and what differs, once all of it is here */
  readonly compared = $derived.by(() => comparedVersions(this))
  readonly steps: PlanSteps
  readonly next: NextVersion
  readonly solving: SolvingRoutes
  readonly reason = new ReasonAsked()
  readonly chosen = new ChosenStops()
  isBusy = $state(false)
  /** the task whose new place is being asked for */
  movingTaskId = $state<number | null>(null)
  readonly #call: Client
  readonly #params: { jurisdictionId: string }

  constructor({ jurisdictionId, call, crews, today }: Given) {
    const params = { jurisdictionId }
    this.crews = crews
    this.#call = call
    this.#params = params
    this.shifts = new Loaded((day, signal) => call(listShifts, { params, query: { day } }, { signal }))
    this.told = new ToldVersions({ call, params })
    this.plans = new Loaded((day, signal) => this.told.fetch(day, signal))
    this.orders = new Loaded((_, signal) => fetchOrders(call, params, signal))
    const version = async (key: string, signal: AbortSignal, near: PlanVersionDetail | null) =>
      sameRoutes(this.detail.value, (await fetchVersion({ call, params, key, near, signal })).detail)
    this.detail = new Loaded(async (key, signal) => {
      const near = this.next.takeNear()
      return (await early.takeVersion(jurisdictionId, key)) ?? version(key, signal, near)
    })
    this.base = new Loaded((key, signal) =>
      version(
        key,
        signal,
        untrack(() => this.detail.value),
      ),
    )
    this.moved = new Loaded((key, signal) => fetchMoved(call, params, key, signal))
    this.steps = new PlanSteps({ call, params, today, plans: this.plans, detail: this.detail })
    this.next = new NextVersion({ call, params, plans: this.plans, detail: this.detail, base: this.base })
    this.solving = new SolvingRoutes(jurisdictionId, call)
    this.choice = new PlanChoice({
      crews,
      shifts: () => this.shifts.value ?? [],
      orders: () => this.orders.value?.orders ?? [],
    })
  }

  /** What is to be shown is here, or there is nothing to come. */
  get isSettled(): boolean {
    const { plans, detail } = this
    if (detail.value || detail.failure || plans.failure) return true
    return plans.value?.every(({ versions }) => versions.length === 0) ?? false
  }

  /** The plan's head may be changed by hand, be it a proposal or published, until its day is over. */
  get canChange(): boolean {
    const status = this.detail.value?.status
    return (status === 'optimised' || status === 'published') && this.steps.isHead && !this.steps.isOver
  }

  /** Why nobody has a task of the version shown, or what its stop costs. */
  explanation(): Loaded<TaskExplanation, string> {
    return taskExplanation(this.#call, this.#params.jurisdictionId)
  }

  /** The first day after another on which a crew works. */
  nextWorkday(): Loaded<string | null, string> {
    return nextWorkday(this.#call, this.#params)
  }

  find(taskId: number): FoundTask | null {
    return this.detail.value && findTask(this.detail.value, taskId)
  }

  orderOfTask(taskId: number): number | null {
    return (this.detail.value && ordersByTask(this.detail.value).get(taskId)) ?? null
  }

  /** Which task of the plan an order is. */
  taskOfOrder(orderId: number): number | null {
    if (!this.detail.value) return null
    for (const [task, order] of ordersByTask(this.detail.value)) if (order === orderId) return task
    return null
  }

  placeOfOrder(orderId: number): LonLat | null {
    const taskId = this.taskOfOrder(orderId)
    return taskId === null ? null : (this.find(taskId)?.location ?? null)
  }

  /** What of the plan is to stand out for the thing in focus. */
  selected(focus: { kind: string; id: number } | null): {
    selectedRouteId: number | null
    selectedStopId: number | null
  } {
    if (focus?.kind === 'crew') return { selectedRouteId: focus.id, selectedStopId: null }
    const taskId = focus?.kind === 'order' ? this.taskOfOrder(focus.id) : null
    const found = taskId === null ? null : this.find(taskId)
    return { selectedRouteId: found?.crewId ?? null, selectedStopId: taskId }
  }

  /** Asks for a new version, of the plan shown if there is one that is still a proposal; or for one of each day. */
  async solve(day: string, more: { planId?: number; baseVersion?: number } = {}): Promise<PlanVersion> {
    const { crewIds, orderIds: workOrderIds, asked, moreDays, leftOutCrews } = this.choice
    if (moreDays.size === 0) return this.#solve({ day, ...more, crewIds, workOrderIds })
    const days = { days: [day, ...moreDays], leaveOutCrewIds: [...leftOutCrews], workOrderIds }
    return this.#begin(this.#call(solveDays, { params: this.#params, body: { ...asked, ...days } }))
  }

  /** Plans the same crews and orders again, close to the version given. */
  async solveAgain(detail: PlanVersionDetail): Promise<PlanVersion> {
    const { day, planId, version, crewIds, workOrderIds, weights } = detail
    return this.#solve({
      day,
      planId,
      baseVersion: version,
      crewIds,
      weights,
      workOrderIds: workOrderIds.slice(0, 2000),
    })
  }

  #solve(given: CallOf<typeof solvePlan>['body']): Promise<PlanVersion> {
    const body = { ...this.choice.asked, ...given }
    return this.#begin(this.#call(solvePlan, { params: this.#params, body }))
  }

  /** Asks for a version near the published one, with at most so many stops changed. */
  async replan(planId: number, changeBudget: number, crewIds?: number[]): Promise<PlanVersion> {
    const given = { params: { ...this.#params, planId }, body: { changeBudget, crewIds } }
    return this.#begin(this.#call(replanDay, given))
  }

  /** Of several versions the first is the one to look at. */
  #begin(asked: Promise<PlanVersion | PlanVersion[]>): Promise<PlanVersion> {
    return this.#busy(async () => {
      const versions = [await asked].flat()
      for (const { planId, version } of versions) this.steps.own(planId, version)
      await this.plans.refresh()
      return versions[0]!
    })
  }

  /** Whether this stop stands elsewhere than in the version compared with, or a proposal changes it. */
  isChanged(taskId: number): boolean {
    const { status, changes } = this.detail.value ?? {}
    if (this.moved.value) return this.moved.value.some((stop) => stop.taskId === taskId)
    return status === 'optimised' && (changes?.stops.some((stop) => stop.taskId === taskId) ?? false)
  }

  async cancel(keep: boolean): Promise<void> {
    const key = this.detail.key
    if (key === null) return
    await this.#busy(async () => {
      await this.#call(cancelPlanVersion, { params: { ...this.#params, ...paramsOf(key) }, body: { keep } })
      await Promise.all([this.detail.refresh(), this.plans.refresh()])
    })
  }

  /** Moves tasks by hand; gives back the new version, which is not shown before it is asked for. */
  async move(taskIds: readonly number[], to: Destination): Promise<Moved | null> {
    const [key, before, plans] = [this.detail.key, this.detail.value, this.plans.value]
    if (key === null || before === null) return null
    return this.#busy(async () => {
      const params = { ...this.#params, ...paramsOf(key) }
      const told = await this.#call(movePlanStop, {
        params,
        body: { taskIds: [...taskIds], ...to, isStep: true },
      })
      // what crews told in the meantime is in the routes that are here now
      const base = this.detail.key === key ? (this.detail.value ?? before) : before
      const moved = applyStep(base, told)
      if (!moved) throw new Error('a route that stays is not here')
      const next = keyOf(moved)
      this.steps.own(moved.planId, moved.version)
      this.next.have(next, moved)
      await this.next.know(moved, moved.version, plans)
      return moved
    })
  }

  locksOf(taskId: number): PlanLock['kind'][] {
    return this.detail.value ? locksOfStop(this.detail.value, taskId) : []
  }

  /** Publishes the version shown, or only these crews' part; gives back the head that work goes on from then. */
  async publish(crewIds: number[] | null = null): Promise<number | null> {
    const key = this.detail.key
    if (key === null) return null
    return this.#busy(async () => {
      const params = { ...this.#params, ...paramsOf(key) }
      const published = await this.#call(publishPlanVersion, { params, body: crewIds ? { crewIds } : {} })
      const isWhole = keyOf(published) === key
      // behind a part comes the rest, as the next version
      const head = isWhole ? published.version : published.version + 1
      if (isWhole) this.detail.accept(published)
      else this.steps.own(params.planId, head)
      await this.plans.refresh()
      return head
    })
  }

  /** Follows plans, visits and orders as they change; returns the function that stops. */
  follow(live: Pick<Live, 'on' | 'onOpen' | 'onResync'>): () => void {
    return followPlans(this, live)
  }

  async #busy<T>(work: () => Promise<T>): Promise<T> {
    this.isBusy = true
    try {
      return await work()
    } finally {
      this.isBusy = false
    }
  }
}

const key = Symbol('planning')

export function providePlanning(planning: Planning): Planning {
  return setContext(key, planning)
}

/** The day's plan that the console's parts share; call during component initialisation. */
export function usePlanning(): Planning {
  return getContext<Planning>(key)
}
