import { listPlans, mostNamedVersions, type Client, type Plan } from '@dromos/api/contract'
import { untrack } from 'svelte'
import type { Loaded } from '#lib/dispatch/loaded.svelte.ts'
import { early } from './early-answers.ts'
import { knowsSince } from './known-versions.ts'

interface Given {
  call: Client
  params: { jurisdictionId: string }
}

/** A day tells at once of the versions near its plans' heads; those that are looked at beside them are asked for by name. */
export class ToldVersions {
  #day = ''
  /** what was looked at last comes first */
  #named: readonly number[] = []
  #answered: readonly number[] = []
  readonly #given: Given

  constructor(given: Given) {
    this.#given = given
  }

  async fetch(day: string, signal: AbortSignal): Promise<Plan[]> {
    const { call, params } = this.#given
    const versions = day === this.#day ? this.#named : []
    const query = { day, versions: versions.length ? [...versions] : undefined }
    const answer =
      (await early.takePlans(params.jurisdictionId, day)) ??
      (await call(listPlans, { params, query }, { signal }))
    this.#answered = versions
    return answer
  }

  /** Looks at a version of a day's plan: it is told of from now on, and asked for where it is not here with what is near it. */
  look(plans: Loaded<Plan[], string>, day: string, plan: Plan | null, version: number | null): void {
    if (day !== this.#day) this.#named = []
    this.#day = day
    if (version === null) return
    this.#named = [version, ...this.#named.filter((each) => each !== version)].slice(0, mostNamedVersions)
    const isHere = !plan || this.#answered.includes(version) || knowsSince(plan, version)
    // what is on its way brings it along, or this is asked again; what failed is not asked over and over
    untrack(() => {
      if (!isHere && !plans.isLoading) void plans.refresh()
    })
  }
}
