import {
  sendShiftOperations,
  type Client,
  type CrewDay,
  type ShiftOperation,
  type ShiftResult,
} from '@dromos/api/contract'
import type { KeptShiftOperation, TabletStore } from './kept.ts'

type Of<Kind extends ShiftOperation['kind']> = Omit<
  Extract<ShiftOperation, { kind: Kind }>,
  'opId' | 'sequence' | 'occurredAt' | 'clockOffsetMs'
>
export type ShiftTap = Of<'shift_start'> | Of<'shift_end'> | Of<'break_start'> | Of<'break_end'>

export interface ShiftLogOptions {
  jurisdictionId: string
  accountId: () => string | null
  /** the city has something that the tablet did not show it yet */
  onsent: () => Promise<void>
  now?: () => number
}

const batchSize = 50

/** What a crew told of its shift on this tablet: kept first, sent in order when there is a network. */
export class ShiftLog {
  pending = $state.raw<KeptShiftOperation[]>([])
  /** what the city took otherwise than it was told */
  contested = $state.raw<ShiftResult[]>([])
  #running: Promise<void> | undefined
  readonly #client: Client
  readonly #store: TabletStore
  readonly #options: Required<ShiftLogOptions>

  constructor(client: Client, store: TabletStore, options: ShiftLogOptions) {
    this.#client = client
    this.#store = store
    this.#options = { now: Date.now, ...options }
  }

  async open(): Promise<void> {
    await this.#recount()
    await this.send()
  }

  /** Keeps it on the tablet before the screen answers. */
  async tell(tap: ShiftTap): Promise<void> {
    const { jurisdictionId, accountId, now } = this.#options
    const clockOffsetMs = await this.#store.clockOffset()
    const operation = {
      ...tap,
      opId: crypto.randomUUID(),
      sequence: await this.#store.nextSequence(),
      occurredAt: new Date(now()).toISOString(),
      ...(clockOffsetMs === undefined ? {} : { clockOffsetMs }),
    } as ShiftOperation
    const kept = { opId: operation.opId, jurisdictionId, operation, accountId: accountId() }
    await this.#store.addShiftOperation(kept)
    await this.#recount()
    void this.send()
  }

  /** Sends what waits; without a network it goes on waiting. Called while it runs, it is one run. */
  send(): Promise<void> {
    this.#running ??= this.#sendAll()
      .catch(() => {})
      .finally(() => (this.#running = undefined))
    return this.#running
  }

  understood(): void {
    this.contested = []
  }

  async #sendAll(): Promise<void> {
    const { jurisdictionId, accountId, now, onsent } = this.#options
    for (;;) {
      const kept = await this.#store.shiftOperations(jurisdictionId)
      const own = kept.filter(({ accountId: by }) => by === null || by === accountId()).slice(0, batchSize)
      if (own.length === 0) return
      const { results } = await this.#client(sendShiftOperations, {
        params: { jurisdictionId },
        body: {
          deviceId: await this.#store.deviceId(),
          sentAt: new Date(now()).toISOString(),
          operations: own.map(({ operation }) => operation),
        },
      })
      this.contested = [
        ...this.contested,
        ...results.filter(({ outcome }) => outcome === 'conflict' || outcome === 'refused'),
      ]
      await onsent()
      await this.#store.removeShiftOperations(results.map(({ opId }) => opId))
      await this.#recount()
    }
  }

  async #recount(): Promise<void> {
    this.pending = await this.#store.shiftOperations(this.#options.jurisdictionId)
  }
}

export type ShiftState = Pick<CrewDay, 'startedAt' | 'endedAt' | 'onBreakSince' | 'odometerStartKm'>

/** A crew's shift as the city knows it, with what was told since on this tablet. */
export function shiftState(
  known: CrewDay | null | undefined,
  pending: readonly KeptShiftOperation[],
  { crewId, day }: { crewId: number; day: string },
): ShiftState {
  const { startedAt = null, endedAt = null, onBreakSince = null, odometerStartKm = null } = known ?? {}
  return pending
    .map(({ operation }) => operation)
    .filter((operation) => operation.crewId === crewId && operation.day === day)
    .reduce(applyShift, { startedAt, endedAt, onBreakSince, odometerStartKm })
}

function applyShift(state: ShiftState, operation: ShiftOperation): ShiftState {
  const { kind, occurredAt: at } = operation
  if (kind === 'break_start') return { ...state, onBreakSince: state.onBreakSince ?? at }
  if (kind === 'break_end') return { ...state, onBreakSince: null }
  if (kind === 'shift_end') return { ...state, endedAt: at, onBreakSince: null }
  const { startedAt, odometerStartKm } = state
  return {
    ...state,
    startedAt: startedAt ?? at,
    endedAt: null,
    odometerStartKm: odometerStartKm ?? operation.odometerKm,
  }
}
