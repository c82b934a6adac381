import type { Client, Plan, PlanVersionDetail } from '@dromos/api/contract'
import { untrack } from 'svelte'
import type { Loaded } from '#lib/dispatch/loaded.svelte.ts'
import { fetchVersion } from './fetch-version.ts'
import { withHead } from './known-versions.ts'
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
  #near: PlanVersionDetail | null = null
  #fetching = 0
  readonly #given: Given

  constructor(given: Given) {
    this.#given = given
  }

  async fetch(key: string): Promise<void> {
    const { call, params, plans } = this.#given
    const [day, before] = [plans.key, plans.value]
    this.#fetching += 1
    try {
      const { detail, headVersion } = await fetchVersion({ call, params, key, near: this.#settled() })
      if (plans.key !== day) return
      // shown together with the news that it is the head: apart from it, one of the two would be said to be out of date
      if (headVersion === detail.version && this.#goesOn(detail) && this.#isAsItWas(before))
        this.have(key, detail)
      else this.#early = { key, detail }
      await this.know(detail, headVersion, before)
    } catch {
      // the list asks in its own way, and says what is wrong
      await plans.refresh()
    } finally {
      this.#fetching -= 1
    }
  }

  get isFetching(): boolean {
    return this.#fetching > 0
  }

  /** The list of versions goes on to a head; it is asked for anew if it changed while the head was on its way. */
  async know(detail: PlanVersionDetail, headVersion: number | null, before: Plan[] | null): Promise<void> {
    const { plans } = this.#given
    if (headVersion === null || before === null || !this.#isAsItWas(before)) return plans.refresh()
    plans.accept(withHead(before, detail, headVersion))
  }

  /** Whether the list of versions is the one that there was when a version was asked for. */
  #isAsItWas(before: Plan[] | null): boolean {
    const { plans } = this.#given
    return plans.value === before && !plans.isLoading
  }

  /** Whether a version was made from the one shown. */
  #goesOn({ planId, baseVersion }: PlanVersionDetail): boolean {
    const shown = this.#settled()
    return shown !== null && shown.planId === planId && shown.version === baseVersion
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
    if (early !== null && early.key === key) return this.#put(key, early.detail)
    this.#near = this.#settled()
    return this.#given.detail.open(key)
  }

  /** Opens what a version is compared with, once it is the one shown: until then what is open is another's. */
  compare(key: string | null, base: string | null): void {
    const { detail, base: opened } = this.#given
    const isShown = detail.value !== null && keyOf(detail.value) === key
    if (opened.key !== base && (base === null || isShown)) void opened.open(base)
  }

  /** What was shown before, once: what is fetched again is fetched whole. */
  takeNear(): PlanVersionDetail | null {
    const near = this.#near
    this.#near = null
    return near
  }

  /** The version shown, unless it is just being fetched anew: then something in it is no longer so. */
  #settled(): PlanVersionDetail | null {
    const { detail } = this.#given
    return untrack(() => (detail.isLoading ? null : detail.value))
  }

  #put(key: string, next: PlanVersionDetail): void {
    const { detail, base } = this.#given
    // what is shown now is not what an effect that shows another waits for
    const [before, isStale] = untrack(() => [detail.value, detail.isLoading])
    if (before && before.planId === next.planId && before.version === next.baseVersion)
      base.put(keyOf(before), before)
    detail.put(key, next)
    // its routes may be those of the version that was just being fetched anew
    if (isStale) void detail.refresh()
  }
}
