import {
  dismissFailedJob,
  listFailedJobs,
  retryFailedJob,
  type Client,
  type FailedJob,
} from '@dromos/api/contract'

/** The failed work of a city: looked at, tried again, forgotten. */
export class FailedJobs {
  /** null until it is known */
  items = $state.raw<FailedJob[] | null>(null)
  total = $state(0)
  failure = $state.raw<unknown>(null)
  /** jobs that an answer is awaited for */
  busy = $state.raw<ReadonlySet<string>>(new Set())
  readonly #client: Client
  readonly #params: { jurisdictionId: string }

  constructor(client: Client, jurisdictionId: string) {
    this.#client = client
    this.#params = { jurisdictionId }
  }

  async load(): Promise<void> {
    try {
      const { items, total } = await this.#client(listFailedJobs, { params: this.#params })
      this.items = items
      this.total = total
      this.failure = null
    } catch (failure) {
      this.failure = failure
    }
  }

  retry = (job: FailedJob): Promise<boolean> => this.#settle([job], retryFailedJob)
  dismiss = (job: FailedJob): Promise<boolean> => this.#settle([job], dismissFailedJob)
  retryAll = (): Promise<boolean> => this.#settle(this.items ?? [], retryFailedJob)

  /** Those that somebody else settled meanwhile are gone all the same. */
  async #settle(
    jobs: readonly FailedJob[],
    how: typeof retryFailedJob | typeof dismissFailedJob,
  ): Promise<boolean> {
    this.busy = new Set([...this.busy, ...jobs.map(({ id }) => id)])
    let failure: unknown = null
    for (const { id } of jobs) {
      try {
        await this.#client(how, { params: { ...this.#params, jobId: id } })
      } catch (error) {
        failure = error
      }
    }
    await this.load()
    this.busy = new Set([...this.busy].filter((id) => !jobs.some((job) => job.id === id)))
    if (failure) this.failure = failure
    return failure === null
  }
}
