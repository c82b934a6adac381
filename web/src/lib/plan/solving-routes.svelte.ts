import { getPlanSketch, type Client, type PlanSketch } from '@dromos/api/contract'
import { Loaded } from '#lib/dispatch/loaded.svelte.ts'

interface SolveProgressNews {
  key: string
  share: number
  assignedCount: number
  phase: string
}

/** A version while it is solved: how far it has come, and the best routes so far. */
export class SolvingRoutes {
  /** newer than what was fetched with the version */
  progress = $state.raw<SolveProgressNews | null>(null)
  /** by "plan/version" */
  readonly sketch: Loaded<PlanSketch, string>
  #number = 0

  constructor(jurisdictionId: string, call: Client) {
    this.sketch = new Loaded((key, signal) => {
      const [planId, version] = key.split('/').map(Number)
      return call(
        getPlanSketch,
        { params: { jurisdictionId, planId: planId!, version: version! } },
        { signal },
      )
    })
  }

  /** What the stream tells of a version that is being solved; a better plan than the one drawn is fetched. */
  note(key: string, data: Record<string, unknown>): void {
    this.progress = {
      key,
      share: Number(data.share ?? 0),
      assignedCount: Number(data.assignedCount ?? 0),
      phase: String(data.phase ?? ''),
    }
    const number = Number(data.sketch ?? 0)
    if (key !== this.sketch.key || number === this.#number) return
    this.#number = number
    void this.sketch.refresh()
  }

  /** Draws this version while it is solved; null draws none. */
  async show(key: string | null): Promise<void> {
    if (key === this.sketch.key) return
    this.#number = 0
    await this.sketch.open(key)
  }
}
