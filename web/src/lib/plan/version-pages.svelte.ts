import { listPlanVersions, type Client, type Plan, type PlanVersion } from '@dromos/api/contract'
import { newestOf } from './known-versions.ts'

interface Given {
  call: Client
  jurisdictionId: string
  plan: () => Plan
}

/** A plan's versions for somebody who looks through them: those the day tells of, and the others page by page. */
export class VersionPages {
  isLoading = $state(false)
  failure = $state.raw<unknown>(null)
  #pages = $state.raw<readonly PlanVersion[]>([])
  readonly #given: Given

  constructor(given: Given) {
    this.#given = given
  }

  /** The newest first; what the day tells of is as it is now. */
  readonly all: readonly PlanVersion[] = $derived.by(() => {
    const { id, versions } = this.#given.plan()
    const known = [...this.#pages.filter(({ planId }) => planId === id), ...versions]
    const byNumber = new Map(known.map((each) => [each.version, each]))
    return [...byNumber.values()].toSorted((a, b) => b.version - a.version)
  })

  readonly hasMore: boolean = $derived(this.all.length < newestOf(this.all))

  /** The newest of those that are not here, and what is below them. */
  async more(): Promise<void> {
    if (this.isLoading || !this.hasMore) return
    const { call, jurisdictionId, plan } = this.#given
    const { id: planId } = plan()
    this.isLoading = true
    try {
      const page = await call(listPlanVersions, {
        params: { jurisdictionId, planId },
        query: { before: this.#newestMissing() + 1 },
      })
      this.#pages = [...this.#pages, ...page]
      this.failure = null
    } catch (failure) {
      this.failure = failure
    } finally {
      this.isLoading = false
    }
  }

  #newestMissing(): number {
    const newest = newestOf(this.all)
    const gap = this.all.findIndex(({ version }, index) => version !== newest - index)
    return newest - (gap < 0 ? this.all.length : gap)
  }
}
