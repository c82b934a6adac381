import {
  createClient,
  type Client,
  type JobAnswer,
  type Operation,
  type ShiftOperation,
} from '@dromos/api/contract'
import { openMemoryStore } from '../../web/src/lib/crew/memory-store.ts'
import { Outbox, type Tap } from '../../web/src/lib/crew/outbox.ts'
import { photoSender } from '../../web/src/lib/crew/send-photo.ts'
import { ShiftOutbox, type ShiftTap } from '../../web/src/lib/crew/shift-outbox.ts'
import type { TabletStore } from '../../web/src/lib/crew/kept.ts'
import { cityId } from '../../api/src/testing.ts'
import type { Random } from '../simulate/random.ts'
import type { ModelCity } from './model-city.ts'

/** a tap that the tablet has acknowledged */
export interface Acknowledged {
  operation: Operation
  mediaIds: string[]
  isUndone: boolean
}

const faults = ['none', 'cut before', 'cut after', 'twice', 'again later'] as const

/** One tablet: the crew app's own outboxes over a network that cuts, repeats and reorders, and a clock that jumps. */
export class ModelTablet {
  readonly store: TabletStore
  readonly acknowledged: Acknowledged[] = []
  readonly toldOfShift: ShiftOperation[] = []
  readonly client: Client
  isHealed = false
  shift: ShiftOutbox
  #outbox: Outbox
  #offsetMs = 0
  readonly #late: (() => Promise<unknown>)[] = []
  readonly #city: ModelCity
  readonly #random: Random

  constructor(city: ModelCity, deviceId: string, random: Random) {
    this.#city = city
    this.#random = random
    this.store = openMemoryStore(deviceId)
    this.client = createClient({
      baseUrl: `${city.origin}/api`,
      headers: { cookie: city.cookie },
      fetch: (input, init) => this.#network(() => fetch(input, init)),
    })
    this.#outbox = this.#open()
    this.shift = this.#openShift()
  }

  async tap(visitId: number, tap: Tap, picture?: Blob): Promise<void> {
    const opId = await this.#outbox.record({ id: visitId, version: 1 }, tap, picture ? [{ picture }] : [])
    const { operation } = (await this.store.operations(cityId)).find((kept) => kept.opId === opId)!
    const mediaIds =
      'mediaIds' in operation ? operation.mediaIds : 'mediaId' in operation ? [operation.mediaId] : []
    this.acknowledged.push({ operation, mediaIds, isUndone: false })
  }

  async tellShift(tap: ShiftTap): Promise<void> {
    this.toldOfShift.push(await this.shift.record(tap))
  }

  /** The value of a job's form, or the quantity, that this tablet told last; null when it told none. */
  lastTold(visitId: number, code: string): JobAnswer {
    const told = this.acknowledged.findLast(({ operation }) => {
      const { kind, visitId: of } = operation
      return (
        of === visitId &&
        ((kind === 'answer' && operation.field === code) ||
          (kind === 'material' && operation.material === code))
      )
    })
    return told && 'value' in told.operation ? told.operation.value : null
  }

  /** Decides on one of the values that the city held back. */
  async settle(): Promise<void> {
    const contested = (await this.store.refusals(cityId)).filter(({ conflict }) => conflict !== null)
    if (contested.length === 0) return
    const { id: of, operation } = this.#random.pick(contested)
    await this.tap(operation!.visitId, { kind: 'settle', of, take: this.#random.pick(['mine', 'theirs']) })
  }

  /** Takes the last end back, if it has not left. */
  async undo(): Promise<void> {
    const held = (await this.store.operations(cityId)).findLast(({ heldUntil }) => heldUntil !== undefined)
    if (!held || !(await this.#outbox.undo(held))) return
    this.acknowledged.find(({ operation }) => operation.opId === held.opId)!.isUndone = true
    const kept = (await this.store.operations(cityId)).find(
      ({ operation }) => operation.kind === 'undo' && operation.undoes === held.opId,
    )!
    this.acknowledged.push({ operation: kept.operation, mediaIds: [], isUndone: false })
  }

  async sync(): Promise<void> {
    if (this.#random.chance(0.3) || this.isHealed) await this.#outbox.release()
    for (const outbox of [this.shift, this.#outbox])
      await outbox.send().catch((failure) => {
        if (this.isHealed) throw failure
      })
  }

  /** The page dies; what is in the store stays. */
  crash(): void {
    this.#outbox = this.#open()
    this.shift = this.#openShift()
  }

  jumpClock(): void {
    this.#offsetMs = Math.round(
      (this.#random.unit() - 0.5) * 2 * this.#random.pick([60_000, 3_600_000, 4e8, 4e12]),
    )
  }

  /** What a network held back comes through after all. */
  async deliverLate(): Promise<void> {
    for (const send of this.#late.splice(0)) await send().catch(() => {})
  }

  #open(): Outbox {
    return new Outbox(this.client, this.store, {
      jurisdictionId: cityId,
      now: () => this.#now(),
      upload: photoSender(this.client),
    })
  }

  #openShift(): ShiftOutbox {
    return new ShiftOutbox(this.client, this.store, {
      jurisdictionId: cityId,
      accountId: () => null,
      now: () => this.#now(),
    })
  }

  #now(): number {
    return this.#city.clock.now().getTime() + this.#offsetMs
  }

  async #network(send: () => Promise<Response>): Promise<Response> {
    const fault = this.isHealed || this.#random.chance(0.5) ? 'none' : this.#random.pick(faults)
    if (fault === 'cut before') throw new TypeError('cut')
    if (fault === 'again later') this.#late.push(send)
    const answer = await send()
    if (fault === 'cut after') throw new TypeError('cut')
    return fault === 'twice' ? send() : answer
  }
}
