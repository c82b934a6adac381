import type { Client, ShiftResult } from '@dromos/api/contract'
import type { KeptShiftOperation, TabletStore } from './kept.ts'
import { ShiftOutbox, type ShiftOutboxOptions, type ShiftTap } from './shift-outbox.ts'

/** What a crew told of its shift on this tablet, as the screen shows it. */
export class ShiftLog {
  pending = $state.raw<KeptShiftOperation[]>([])
  contested = $state.raw<ShiftResult[]>([])
  #running: Promise<void> | undefined
  readonly #outbox: ShiftOutbox

  constructor(client: Client, store: TabletStore, options: ShiftOutboxOptions) {
    this.#outbox = new ShiftOutbox(client, store, options)
  }

  async open(): Promise<void> {
    await this.#recount()
    await this.send()
  }

  /** Keeps it on the tablet before the screen answers. */
  async tell(tap: ShiftTap): Promise<void> {
    await this.#outbox.record(tap)
    await this.#recount()
    void this.send()
  }

  /** Sends what waits; without a network it goes on waiting. Called while it runs, it is one run. */
  send(): Promise<void> {
    this.#running ??= this.#outbox
      .send()
      .catch(() => {})
      .then(() => this.#recount())
      .finally(() => (this.#running = undefined))
    return this.#running
  }

  async understood(): Promise<void> {
    await this.#outbox.understood()
    await this.#recount()
  }

  async #recount(): Promise<void> {
    this.pending = await this.#outbox.pending()
    this.contested = await this.#outbox.contested()
  }
}
