import {
  getSweepLimits,
  listCrews,
  setDetourBudget,
  setSweepLimit,
  type Client,
  type Crew,
  type DetourBudget,
  type SweepLimit,
} from '@dromos/api/contract'

/** What crews may take on their way: by service, and how far each crew may turn off. */
export class SweepAdmin {
  /** null until they are known */
  services = $state.raw<SweepLimit[] | null>(null)
  budgets = $state.raw<DetourBudget[]>([])
  crews = $state.raw<Crew[]>([])
  failure = $state.raw<unknown>(null)
  isBusy = $state(false)
  readonly #client: Client
  readonly #params: { jurisdictionId: string }

  constructor(client: Client, jurisdictionId: string) {
    this.#client = client
    this.#params = { jurisdictionId }
  }

  load(): Promise<boolean> {
    return this.#run(async () => {
      const params = this.#params
      const [limits, crews] = await Promise.all([
        this.#client(getSweepLimits, { params }),
        this.#client(listCrews, { params }),
      ])
      this.crews = crews
      this.services = limits.services
      this.budgets = limits.crews
    })
  }

  /** False when it was not kept: `failure` says why, and what stood before stands. */
  setLimit({ serviceCode, version }: SweepLimit, sweepMinutes: number): Promise<boolean> {
    return this.#run(async () => {
      const params = { ...this.#params, serviceCode }
      const changed = await this.#client(setSweepLimit, { params, body: { sweepMinutes, version } })
      this.services = this.services!.map((limit) => (limit.serviceCode === serviceCode ? changed : limit))
    })
  }

  setBudget({ crewId, version }: DetourBudget, detourMinutes: number): Promise<boolean> {
    return this.#run(async () => {
      const params = { ...this.#params, crewId }
      const changed = await this.#client(setDetourBudget, { params, body: { detourMinutes, version } })
      this.budgets = this.budgets.map((budget) => (budget.crewId === crewId ? changed : budget))
    })
  }

  async #run(work: () => Promise<void>): Promise<boolean> {
    this.isBusy = true
    this.failure = null
    try {
      await work()
      return true
    } catch (failure) {
      this.failure = failure
      return false
    } finally {
      this.isBusy = false
    }
  }
}
