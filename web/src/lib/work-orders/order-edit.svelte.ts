import {
  ApiError,
  changeWorkOrder,
  getWorkOrder,
  type Client,
  type WorkOrderDetail,
} from '@dromos/api/contract'
import { askedOf, changesOf, OrderFields, type OrderAsked } from './order-fields.svelte.ts'

/** A field that someone else changed while the form was open. */
export interface MetChange {
  name: keyof OrderAsked
  from: unknown
  to: unknown
  /** what the form says, where the person had changed it too: it stays in the form */
  yours?: unknown
}

/**
 * The form of an order that exists. Only what was changed in it is sent. When someone else was faster, what they
 * changed is told, the fields nobody touched here follow, and what was written stays.
 */
export class OrderEdit {
  readonly fields: OrderFields
  met = $state.raw<MetChange[]>([])
  metName = $state<string | null>(null)
  isSending = $state(false)
  failure = $state.raw<unknown>(null)
  #base: WorkOrderDetail
  readonly #jurisdictionId: string

  constructor(jurisdictionId: string, timezone: string, order: WorkOrderDetail) {
    this.#jurisdictionId = jurisdictionId
    this.#base = order
    this.fields = new OrderFields(timezone, askedOf(order))
  }

  get changes(): Partial<OrderAsked> {
    return changesOf(askedOf(this.#base), this.fields.asked)
  }

  /** The order as it is now, and what takes the changes back; null where it could not be saved. */
  async save(call: Client): Promise<{ order: WorkOrderDetail; undo: Partial<OrderAsked> } | null> {
    this.isSending = true
    this.failure = null
    try {
      return await this.#send(call)
    } catch (failure) {
      this.failure = failure
      return null
    } finally {
      this.isSending = false
    }
  }

  async #send(call: Client): Promise<{ order: WorkOrderDetail; undo: Partial<OrderAsked> } | null> {
    const params = { jurisdictionId: this.#jurisdictionId, id: this.#base.id }
    const { changes } = this
    const before = askedOf(this.#base)
    const undo = Object.fromEntries(
      Object.keys(changes).map((name) => [name, before[name as keyof OrderAsked]]),
    )
    if (Object.keys(changes).length === 0) return { order: this.#base, undo }
    try {
      const body = { version: this.#base.version, ...changes }
      return { order: await call(changeWorkOrder, { params, body }), undo }
    } catch (failure) {
      if (!(failure instanceof ApiError) || failure.problem.type !== 'conflict') throw failure
      this.#meet(await call(getWorkOrder, { params }))
      // it only moved on, to a crew or back: nothing of this form is contested
      return this.met.length === 0 ? this.#send(call) : null
    }
  }

  #meet(order: WorkOrderDetail): void {
    const base = askedOf(this.#base)
    const theirs = changesOf(base, askedOf(order))
    const yours = this.changes
    this.met = (Object.keys(theirs) as (keyof OrderAsked)[]).map((name) => ({
      name,
      from: base[name],
      to: theirs[name],
      ...(name in yours ? { yours: yours[name] } : {}),
    }))
    this.metName = order.events.findLast(({ kind }) => kind === 'changed')?.actorName ?? null
    this.fields.fill(Object.fromEntries(Object.entries(theirs).filter(([name]) => !(name in yours))))
    this.#base = order
  }
}
