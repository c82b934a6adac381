import {
  givePlanReason,
  keepPlanSupposition,
  lockPlanStop,
  namePlanVersion,
  reapplyPlanVersion,
  setPlanHead,
  supposePlan,
  takeBackPlanVersion,
  type Client,
  type Plan,
  type PlanConflict,
  type PlanVersion,
  type PlanVersionDetail,
  type ResultOf,
  type WhatIf,
} from '@dromos/api/contract'
import type { Loaded } from '#lib/dispatch/loaded.svelte.ts'
import { publishAgain, redoTarget, takeBackTarget, undoTarget } from './plan-line.ts'
import type { LockWish } from './stop-locks.ts'

type Reapplied = ResultOf<typeof reapplyPlanVersion>

/** Something that was not done, since somebody else was faster. */
export interface RefusedStep {
  planId: number
  /** what it went on from */
  version: number
  conflict: PlanConflict
  /** what was to be done, in words */
  text: string
  /** does it to the plan as it is now; null where there is nothing to do again */
  again: (() => Promise<void>) | null
}

/** What is asked before it is done: crews and citizens hear of it. */
export type AskedStep =
  | { kind: 'publish'; /** chosen to begin with; null: all */ crewIds: number[] | null }
  | { kind: 'take-back'; version: number }

interface Given {
  call: Client
  params: { jurisdictionId: string }
  /** the city's day */
  today: () => string
  plans: Loaded<Plan[], string>
  detail: Loaded<PlanVersionDetail, string>
}

/** The line of versions that a plan goes through: what is its head, what comes before and after. */
export class PlanSteps {
  refused = $state.raw<RefusedStep | null>(null)
  asked = $state.raw<AskedStep | null>(null)
  readonly #given: Given
  readonly #own = new Set<string>()
  #last = Promise.resolve()
  #waiting = 0

  constructor(given: Given) {
    this.#given = given
  }

  /** The plan of the version shown. */
  get plan(): Plan | null {
    const planId = this.#shown?.planId
    return this.#given.plans.value?.find(({ id }) => id === planId) ?? null
  }

  /** The version asked for, also while it is on its way: a step pressed meanwhile is taken. */
  get #shown(): { planId: number; version: number } | null {
    const { value, key } = this.#given.detail
    if (value || key === null) return value
    const [planId, version] = key.split('/').map(Number)
    return { planId: planId!, version: version! }
  }

  /** Only the head is changed and published. */
  get isHead(): boolean {
    const { plan } = this
    return !plan || plan.headVersion === null || plan.headVersion === this.#shown?.version
  }

  /** A day that is over stays as it was. */
  get isOver(): boolean {
    const day = this.#given.detail.value?.day ?? this.plan?.day
    return day !== undefined && day < this.#given.today()
  }

  get undoTo(): number | null {
    return this.plan && this.isHead && !this.isOver ? undoTarget(this.plan) : null
  }

  get redoTo(): number | null {
    return this.plan && this.isHead && !this.isOver ? redoTarget(this.plan) : null
  }

  /** What undoing would take back, where the step before is a publish. */
  get takeBackOf(): number | null {
    return this.plan && this.isHead && !this.isOver ? takeBackTarget(this.plan) : null
  }

  /** What redoing would publish again. */
  get publishAgain(): { version: number; crewIds: number[] | null } | null {
    return this.plan && this.isHead && !this.isOver ? publishAgain(this.plan) : null
  }

  find(version: number | null): PlanVersion | null {
    return this.plan?.versions.find((each) => each.version === version) ?? null
  }

  /** A version that this screen has made the head is no news to it. */
  takeOwn(planId: number, version: number | null): boolean {
    return this.#own.delete(`${planId}/${version}`)
  }

  own(planId: number, version: number): void {
    this.#own.add(`${planId}/${version}`)
  }

  /** Steps that are asked for while another is taken wait for it. */
  get isStepping(): boolean {
    return this.#waiting > 0
  }

  async inTurn(step: () => Promise<void>): Promise<void> {
    this.#waiting += 1
    const last = this.#last
    this.#last = last.then(step).finally(() => (this.#waiting -= 1))
    await this.#last
  }

  /** Goes on from another version, if nobody has changed the plan since it was shown here; tells what that leaves, and whose shifts follow. */
  async goOn({ id: planId, headVersion }: Plan, version: number): Promise<ResultOf<typeof setPlanHead>> {
    const { call, params, plans } = this.#given
    const body = { version, from: headVersion }
    const gone = await call(setPlanHead, { params: { ...params, planId }, body })
    this.own(planId, version)
    await plans.refresh()
    return gone
  }

  /** Takes back what is published; gives back where work goes on, and whose shifts follow. */
  async takeBack(plan: Plan, version: number, reason: string): Promise<ResultOf<typeof takeBackPlanVersion>> {
    const { call, params, plans, detail } = this.#given
    const body = { from: plan.headVersion, ...(reason ? { reason } : {}) }
    const taken = await call(takeBackPlanVersion, { params: { ...params, planId: plan.id, version }, body })
    if (taken.headVersion !== null) this.own(plan.id, taken.headVersion)
    await Promise.all([plans.refresh(), detail.refresh()])
    return taken
  }

  /** Applies what a version changed to the head; gives back the new version. */
  async reapply(planId: number, version: number): Promise<Reapplied> {
    const { call, params, plans } = this.#given
    const made = await call(reapplyPlanVersion, { params: { ...params, planId, version } })
    this.own(planId, made.version)
    await plans.refresh()
    return made
  }

  /** Locks or frees what a dispatcher holds; gives back the new version. */
  async lock(planId: number, version: number, body: LockWish): Promise<PlanVersionDetail> {
    const { call, params, plans } = this.#given
    const made = await call(lockPlanStop, { params: { ...params, planId, version }, body })
    this.own(planId, made.version)
    await plans.refresh()
    return made
  }

  /** Has it planned what would be if; gives back the number of the version that this becomes. */
  async suppose(planId: number, version: number, change: WhatIf, name: string): Promise<number> {
    const { call, params } = this.#given
    const body = { change }
    const asked = await call(supposePlan, { params: { ...params, planId, version }, body })
    await this.rename(planId, asked.version, name)
    return asked.version
  }

  /** Makes what was supposed true; gives back the version that the plan goes on from. */
  async keep(planId: number, version: number): Promise<PlanVersionDetail> {
    const { call, params, plans } = this.#given
    const made = await call(keepPlanSupposition, { params: { ...params, planId, version } })
    this.own(planId, made.version)
    await plans.refresh()
    return made
  }

  /** Says why a version was made as it was. */
  async giveReason(planId: number, version: number, reason: string): Promise<void> {
    const { call, params, plans, detail } = this.#given
    await call(givePlanReason, { params: { ...params, planId, version }, body: { reason } })
    await Promise.all([detail.refresh(), plans.refresh()])
  }

  async rename(planId: number, version: number, name: string): Promise<void> {
    const { call, params, plans } = this.#given
    await call(namePlanVersion, { params: { ...params, planId, version }, body: { name } })
    await plans.refresh()
  }
}
