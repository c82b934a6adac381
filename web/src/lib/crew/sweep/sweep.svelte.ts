import {
  ApiError,
  claimNearbyJob,
  listNearbyJobs,
  type Client,
  type Nearby,
  type NearbyJob,
  type ProblemType,
  type SweepRefusal,
} from '@dromos/api/contract'
import { patientClient } from '../patient-client.ts'
import type { KeptClaim, SweepStore } from './sweep-store.ts'

export interface SweepOptions {
  jurisdictionId: string
  /** of the tablet, as its other operations are numbered */
  device: { deviceId(): Promise<string>; nextSequence(): Promise<number> }
  accountId?: () => string | null
  now?: () => number
  /** the city has given the job to the crew */
  ontaken?: (job: NearbyJob) => void
}

/** what is offered changes slowly, and costs the city a look at the streets */
const freshMs = 20_000

/** answers that no later sending changes */
const finalProblems: ReadonlySet<ProblemType> = new Set(['bad-input', 'not-found', 'conflict', 'forbidden'])

/** Jobs near the crew's stops: shown from what was loaded, taken by a tap, which is kept first and sent when it can be. */
export class Sweep {
  nearby = $state.raw<Nearby | null>(null)
  claims = $state.raw<KeptClaim[]>([])
  isSending = $state(false)
  /** taken on this tablet, and the city has not answered */
  waiting = $derived(this.claims.filter(({ refusal }) => refusal === null))
  refused = $derived(
    this.claims.filter((claim): claim is KeptClaim & { refusal: SweepRefusal } => claim.refusal !== null),
  )
  readonly #client: Client
  readonly #store: SweepStore
  readonly #options: Required<SweepOptions>
  #loadedAt = -Infinity
  #running: Promise<void> | undefined
  #isWanted = false

  constructor(client: Client, store: SweepStore, options: SweepOptions) {
    this.#client = patientClient(client)
    this.#store = store
    this.#options = { accountId: () => null, now: Date.now, ontaken: () => {}, ...options }
  }

  /** Shows what is kept. */
  async open(): Promise<void> {
    this.nearby = (await this.#store.nearby(this.#options.jurisdictionId)) ?? null
    await this.#recount()
  }

  /** Jobs that may be taken now from stops that are not behind, those of the stop at hand first. */
  offers(stopIds: readonly number[], takenTaskIds: ReadonlySet<number>): NearbyJob[] {
    const claimed = new Set(this.claims.map(({ job }) => job.taskId))
    const rank = new Map(stopIds.map((id, index) => [id, index]))
    return (this.nearby?.jobs ?? [])
      .filter(({ taskId }) => !claimed.has(taskId) && !takenTaskIds.has(taskId))
      .filter(({ nearVisitId }) => rank.has(nearVisitId))
      .sort(
        (a, b) => rank.get(a.nearVisitId)! - rank.get(b.nearVisitId)! || a.detourSeconds - b.detourSeconds,
      )
  }

  /** Kept on this tablet first of all; then sent. */
  async take(job: NearbyJob): Promise<void> {
    const { jurisdictionId, device, accountId, now } = this.#options
    await this.#store.keepClaim({
      opId: crypto.randomUUID(),
      jurisdictionId,
      sequence: await device.nextSequence(),
      accountId: accountId(),
      occurredAt: new Date(now()).toISOString(),
      job,
      refusal: null,
    })
    await this.#recount()
    void this.sync()
  }

  /** Takes back what has not left, or lets go of a refusal that was read. */
  async drop({ opId }: KeptClaim): Promise<void> {
    if (this.isSending) await this.#running
    await this.#store.removeClaim(opId)
    await this.#recount()
  }

  /** Sends what was taken, then asks for what is offered. Safe to call at any time; without a network all stays. */
  sync(): Promise<void> {
    this.#isWanted = true
    this.#running ??= this.#syncWhileWanted().finally(() => (this.#running = undefined))
    return this.#running
  }

  async #syncWhileWanted(): Promise<void> {
    while (this.#isWanted) {
      this.#isWanted = false
      try {
        await this.#send()
        await this.#load()
      } catch (failure) {
        if (failure instanceof ApiError && failure.problem.type === 'forbidden') await this.#forget()
      }
    }
  }

  async #send(): Promise<void> {
    const accountId = this.#options.accountId()
    const sendable = this.waiting.filter(
      (claim) => !claim.accountId || !accountId || claim.accountId === accountId,
    )
    if (sendable.length === 0) return
    this.isSending = true
    try {
      for (const claim of sendable) await this.#sendClaim(claim)
    } finally {
      this.isSending = false
      await this.#recount()
    }
  }

  async #sendClaim(claim: KeptClaim): Promise<void> {
    const refusal = await this.#ask(claim)
    // what is offered is another now
    this.#loadedAt = -Infinity
    if (refusal) return this.#store.keepClaim({ ...claim, refusal })
    await this.#store.removeClaim(claim.opId)
    this.#options.ontaken(claim.job)
  }

  /** Null when the crew has it; throws when it must wait. */
  async #ask({ opId, jurisdictionId, sequence, occurredAt, job }: KeptClaim): Promise<SweepRefusal | null> {
    const deviceId = await this.#options.device.deviceId()
    const sentAt = new Date(this.#options.now()).toISOString()
    try {
      const { reason } = await this.#client(claimNearbyJob, {
        params: { jurisdictionId, taskId: job.taskId },
        body: { opId, deviceId, sequence, occurredAt, sentAt },
      })
      return reason
    } catch (failure) {
      if (failure instanceof ApiError && finalProblems.has(failure.problem.type)) return 'gone'
      throw failure
    }
  }

  async #load(): Promise<void> {
    const { jurisdictionId, device, now } = this.#options
    if (now() - this.#loadedAt < freshMs) return
    const deviceId = await device.deviceId()
    const nearby = await this.#client(listNearbyJobs, { params: { jurisdictionId }, query: { deviceId } })
    this.#loadedAt = now()
    await this.#store.keepNearby(jurisdictionId, nearby)
    this.nearby = nearby
  }

  async #forget(): Promise<void> {
    await this.#store.forgetNearby(this.#options.jurisdictionId)
    this.nearby = null
  }

  async #recount(): Promise<void> {
    this.claims = await this.#store.claims(this.#options.jurisdictionId)
  }
}
