import {
  getPlanVersion,
  listPlans,
  type Client,
  type Plan,
  type PlanVersionDetail,
} from '@dromos/api/contract'
import { untrack } from 'svelte'
import type { Loaded } from '#lib/dispatch/loaded.svelte.ts'
import { keyOf } from './version-key.ts'

/** Whether what was told of is a change, made and saved, of the version that is shown. */
export function isNextOf(
  shown: Pick<PlanVersionDetail, 'planId' | 'version'> | null,
  key: string,
  { status, baseVersion }: Record<string, unknown>,
): boolean {
  return (
    shown !== null &&
    status === 'optimised' &&
    baseVersion === shown.version &&
    key.startsWith(`${shown.planId}/`)
  )
}

interface Given {
  call: Client
  params: { jurisdictionId: string }
  plans: Loaded<Plan[], string>
  detail: Loaded<PlanVersionDetail, string>
  /** what a version is compared with: mostly the one before it, which was on the screen */
  base: Loaded<PlanVersionDetail, string>
}

/** A version that somebody else has made: it is here before the list of versions says that it is the head. */
export class NextVersion {
  #early: { key: string; detail: PlanVersionDetail } | null = null
  readonly #given: Given

  constructor(given: Given) {
    this.#given = given
  }

  async fetch(key: string): Promise<void> {
    const { call, params, plans } = this.#given
    const day = plans.key!
    const [planId, version] = key.split('/').map(Number)
    try {
      const [detail, list] = await Promise.all([
        call(getPlanVersion, { params: { ...params, planId: planId!, version: version! } }),
        call(listPlans, { params, query: { day } }),
      ])
      if (plans.key !== day) return
      this.#early = { key, detail }
      plans.accept(list)
    } catch {
      // the list asks in its own way, and says what is wrong
      await plans.refresh()
    }
  }

  /** Shows what a call gave back; whoever shows the same next does not ask again. */
  have(key: string, detail: PlanVersionDetail): void {
    this.#early = { key, detail }
    this.#put(key, detail)
  }

  /** Shows a version; one that is here already takes the place of the other without a gap. */
  async show(key: string | null): Promise<void> {
    const early = this.#early
    this.#early = null
    if (early === null || early.key !== key) return this.#given.detail.open(key)
    this.#put(key, early.detail)
  }

  #put(key: string, next: PlanVersionDetail): void {
    const { detail, base } = this.#given
    // what is shown now is not what an effect that shows another waits for
    const before = untrack(() => detail.value)
    if (before && before.planId === next.planId && before.version === next.baseVersion)
      base.put(keyOf(before), before)
    detail.put(key, next)
  }
}
