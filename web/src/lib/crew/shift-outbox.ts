import {
  ApiError,
  sendShiftOperations,
  type Client,
  type ShiftOperation,
  type ShiftResult,
} from '@dromos/api/contract'
import type { KeptShiftOperation, TabletStore } from './kept.ts'
import { patientClient } from './patient-client.ts'
import { isOthers, signed } from './tapped-by.ts'
import { timeOfTap } from './early/time-of-tap.ts'

type Of<Kind extends ShiftOperation['kind']> = Omit<
  Extract<ShiftOperation, { kind: Kind }>,
  'opId' | 'sequence' | 'occurredAt' | 'clockOffsetMs'
>
export type ShiftTap = Of<'shift_start'> | Of<'shift_end'> | Of<'break_start'> | Of<'break_end'>

export interface ShiftOutboxOptions {
  jurisdictionId: string
  accountId: () => string | null
  /** on a shared tablet whoever is in sends also what those before told, under their names */
  isShared?: () => boolean
  now?: () => number
  /** the city has something that the tablet did not show it yet */
  onsent?: () => Promise<void>
}

const batchSize = 50

/** What a crew told of its shift on this tablet: kept first, sent in order, and what was not taken kept until it is read. */
export class ShiftOutbox {
  readonly #client: Client
  readonly #store: TabletStore
  readonly #options: Required<ShiftOutboxOptions>

  constructor(client: Client, store: TabletStore, options: ShiftOutboxOptions) {
    this.#client = patientClient(client)
    this.#store = store
    this.#options = { now: Date.now, isShared: () => false, onsent: async () => {}, ...options }
  }

  async record(tap: ShiftTap): Promise<ShiftOperation> {
    const { jurisdictionId, accountId, now } = this.#options
    const at = timeOfTap() ?? now()
    const clockOffsetMs = await this.#store.clockOffset()
    const operation = {
      ...tap,
      opId: crypto.randomUUID(),
      sequence: await this.#store.nextSequence(),
      occurredAt: new Date(at).toISOString(),
      ...(clockOffsetMs === undefined ? {} : { clockOffsetMs }),
    } as ShiftOperation
    const kept = { opId: operation.opId, jurisdictionId, operation, accountId: accountId() }
    await this.#store.addShiftOperation(kept)
    return operation
  }

  /** Those the city has not answered, in order. */
  async pending(): Promise<KeptShiftOperation[]> {
    return (await this.#kept()).filter(({ answer }) => !answer)
  }

  /** What the city took otherwise than it was told. */
  async contested(): Promise<ShiftResult[]> {
    return (await this.#kept()).flatMap(({ answer }) => answer ?? [])
  }

  /** Sends what waits and may go under the session there is. Throws when there is no answer. */
  async send(): Promise<void> {
    for (;;) {
      const own = (await this.pending()).filter((kept) => this.#maySend(kept)).slice(0, batchSize)
      if (own.length === 0) return
      const accountId = this.#options.accountId()
      const results = await this.#sendBatch(
        own.map(({ operation, accountId: by }) => signed(operation, by, accountId)),
      )
      await this.#options.onsent()
      await this.#store.settleShiftOperations(results)
    }
  }

  async understood(): Promise<void> {
    await this.#store.removeShiftOperations((await this.contested()).map(({ opId }) => opId))
  }

  async #sendBatch(operations: ShiftOperation[]): Promise<ShiftResult[]> {
    const { jurisdictionId, now } = this.#options
    const sentAt = new Date(now()).toISOString()
    const body = { deviceId: await this.#store.deviceId(), sentAt, operations }
    try {
      return (await this.#client(sendShiftOperations, { params: { jurisdictionId }, body })).results
    } catch (failure) {
      if (!(failure instanceof ApiError && failure.problem.type === 'bad-input')) throw failure
      // one that cannot be read must not keep the others
      const [first, ...others] = operations as [ShiftOperation]
      if (others.length === 0) return [{ opId: first.opId, outcome: 'refused', conflict: null }]
      return this.#sendBatch([first])
    }
  }

  #maySend({ accountId: toldBy }: KeptShiftOperation): boolean {
    const { accountId, isShared } = this.#options
    return isShared() || !isOthers(toldBy, accountId())
  }

  #kept(): Promise<KeptShiftOperation[]> {
    return this.#store.shiftOperations(this.#options.jurisdictionId)
  }
}
