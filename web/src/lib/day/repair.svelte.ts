import {
  getPlanVersion,
  publishPlanVersion,
  reapplyPlanVersion,
  replanDay,
  setPlanHead,
  type Client,
  type DayProgress,
  type Plan,
  type PlanVersionDetail,
} from '@dromos/api/contract'
import type { Live } from '#lib/city/live.svelte.ts'
import { Loaded } from '#lib/dispatch/loaded.svelte.ts'
import { draftAhead } from '#lib/plan/shown-version.ts'
import { jeopardyKey } from './jeopardy-news.ts'

/** stops that a repair may move */
const changeBudget = 3
/** so long nothing else is worked out, whatever happens */
const restMilliseconds = 60_000
/** so long a repair of the same stands: the day goes on under it */
const standsMilliseconds = 300_000

type Asked = Pick<DayProgress, 'planId' | 'version' | 'jeopardies'>

/** What became of the draft that was ahead of what was published: none; another version; or still itself, beside. */
export type Accepted =
  | { draft: null }
  | { draft: number; version: number; /** titles of what could not be applied */ lost: string[] }
  | { draft: number; failure: unknown }

/** A small re-plan of the day as it goes, worked out before anybody wants it: one at a time, and beside the plan. */
export class Repair {
  /** by "plan/version" */
  readonly detail: Loaded<PlanVersionDetail, string>
  failure = $state.raw<unknown>(null)
  isAsking = $state(false)
  isAccepting = $state(false)
  #askedAt = -Infinity
  #askedAbout = ''
  readonly #call: Client
  readonly #params: { jurisdictionId: string }

  constructor(jurisdictionId: string, call: Client) {
    this.#call = call
    this.#params = { jurisdictionId }
    this.detail = new Loaded((key, signal) => {
      const [planId, version] = key.split('/').map(Number)
      return call(
        getPlanVersion,
        { params: { jurisdictionId, planId: planId!, version: version! } },
        { signal },
      )
    })
  }

  get isWorking(): boolean {
    return this.isAsking || this.detail.value?.status === 'solving'
  }

  /** The repair of what is in force; null before there is one. */
  of(progress: Pick<DayProgress, 'planId' | 'version'>): PlanVersionDetail | null {
    const offer = this.detail.value
    const isOf = offer?.planId === progress.planId && offer.baseVersion === progress.version
    return isOf && offer.status === 'optimised' ? offer : null
  }

  /** Has a repair worked out: when others come into jeopardy, and now and then; not while one is being worked out. */
  async ask(progress: Asked, now = Date.now()): Promise<void> {
    const { planId, version, jeopardies } = progress
    const about = [planId, version, ...jeopardies.map(jeopardyKey).sort()].join(' ')
    const isSoonAgain =
      now - this.#askedAt < (about === this.#askedAbout ? standsMilliseconds : restMilliseconds)
    if (this.isWorking || (isSoonAgain && !this.#isOther(progress))) return
    this.#askedAt = now
    this.#askedAbout = about
    this.isAsking = true
    this.failure = null
    try {
      const asked = await this.#call(replanDay, {
        params: { ...this.#params, planId },
        body: { isOffer: true, changeBudget },
      })
      await this.detail.open(`${planId}/${asked.version}`)
    } catch (failure) {
      this.failure = failure
    } finally {
      this.isAsking = false
    }
  }

  /** Whether what was worked out last is of another plan or version. */
  #isOther({ planId, version }: Pick<DayProgress, 'planId' | 'version'>): boolean {
    const offer = this.detail.value
    return offer !== null && (offer.planId !== planId || offer.baseVersion !== version)
  }

  /**
   * Makes the repair the plan of the day. What a draft ahead of it changed is applied to it, as a draft again; where
   * that cannot be done the draft stands beside. Where the repair cannot be published, work goes on from what it did.
   */
  async accept(plan: Plan, version: number): Promise<Accepted> {
    this.isAccepting = true
    try {
      const draft = draftAhead(plan)?.version ?? null
      await this.#publish(plan, version)
      this.#askedAt = -Infinity
      await this.detail.open(null)
      return draft === null ? { draft } : await this.#bringAlong(plan, draft)
    } finally {
      this.isAccepting = false
    }
  }

  async #publish({ id: planId, headVersion: from }: Plan, version: number): Promise<void> {
    const params = { ...this.#params, planId }
    await this.#call(setPlanHead, { params, body: { version, from } })
    try {
      await this.#call(publishPlanVersion, { params: { ...params, version }, body: {} })
    } catch (failure) {
      const back = from === null ? null : { version: from, from: version }
      // somebody else may be faster: then theirs stands, and the failure is told all the same
      if (back) await this.#call(setPlanHead, { params, body: back }).catch(() => {})
      throw failure
    }
  }

  async #bringAlong({ id: planId }: Plan, draft: number): Promise<Accepted> {
    try {
      const made = await this.#call(reapplyPlanVersion, {
        params: { ...this.#params, planId, version: draft },
      })
      return { draft, version: made.version, lost: made.notApplied.map(({ title }) => title) }
    } catch (failure) {
      return { draft, failure }
    }
  }

  follow(live: Pick<Live, 'on' | 'onResync'>): () => void {
    const stops = [
      live.on('plan_version', ({ entityId, data }) => {
        if (entityId === this.detail.key && data.status !== 'solving') void this.detail.refresh()
      }),
      live.onResync(() => void this.detail.refresh()),
    ]
    return () => stops.forEach((stop) => stop())
  }
}
