import {
  ApiError,
  sendOperations,
  type Client,
  type Operation,
  type OperationResult,
  type PhotoMark,
  type RunSheetVisit,
} from '@dromos/api/contract'
import { measureOffset } from './device-clock.ts'
import { hashOf } from './hash-of.ts'
import type { KeptOperation, KeptPhoto, KeptRefusal, TabletStore } from './kept.ts'
import { naming } from './naming.ts'
import { patientClient } from './patient-client.ts'
import { isOthers, signed } from './tapped-by.ts'
import { timeOfTap } from './early/time-of-tap.ts'

type Closing = { note?: string; farReason?: string; labourMinutes?: number }
export type Tap =
  | { kind: 'en_route' | 'arrive' | 'start' | 'stop' }
  | Pick<Extract<Operation, { kind: 'accept' }>, 'kind' | 'change' | 'plannedArrivalAt'>
  | ({ kind: 'done' } & Closing)
  | ({ kind: 'partial'; left: string; leftMinutes?: number } & Closing)
  | ({ kind: 'fail'; reason: Extract<Operation, { kind: 'fail' }>['reason'] } & Closing)
  | { kind: 'decline'; note?: string }
  | { kind: 'found'; serviceCode: string; note?: string }
  | { kind: 'photo' }
  | Pick<Extract<Operation, { kind: 'settle' }>, 'kind' | 'of' | 'take'>
  | Pick<Extract<Operation, { kind: 'answer' }>, 'kind' | 'formVersion' | 'field' | 'value' | 'before'>
  | Pick<Extract<Operation, { kind: 'material' }>, 'kind' | 'material' | 'value' | 'before'>

/** How long what ends a job may be taken back: until then it does not leave the tablet. */
export const undoMs = 60_000
const ends: ReadonlySet<Operation['kind']> = new Set(['done', 'partial', 'fail', 'decline'])
export interface TakenForTap {
  picture: Blob
  mark?: PhotoMark
}

/** Throws when all must wait; of another's job only this one does, until somebody is in who may send it. */
export type UploadPhoto = (photo: KeptPhoto) => Promise<'sent' | 'refused' | 'waits'>

export interface OutboxOptions {
  jurisdictionId: string
  upload: UploadPhoto
  now?: () => number
  /** whose taps these are; null when it is not known */
  accountId?: () => string | null
  /** on a shared tablet whoever is in sends also what those before left, under their names */
  isShared?: () => boolean
  position?: () => { location: [number, number]; accuracyMeters: number } | undefined
  /** what a job is called, to tell of it */
  placeOf?: (visitId: number) => string
  /** gives up what the tablet can load again, when it is full */
  makeRoom?: () => Promise<void>
}

/** more than a mobile network loses at once, less than the city takes at once */
const batchSize = 100

/** The log of what was done on this tablet: written before the screen answers, emptied by the city's answers. */
export class Outbox {
  readonly #client: Client
  readonly #store: TabletStore
  readonly #options: Required<OutboxOptions>

  constructor(client: Client, store: TabletStore, options: OutboxOptions) {
    this.#client = patientClient(client)
    this.#store = store
    this.#options = {
      now: Date.now,
      accountId: () => null,
      isShared: () => false,
      position: () => undefined,
      placeOf: (visitId) => `#${visitId}`,
      makeRoom: async () => {},
      ...options,
    }
  }

  /** Keeps a tap and its pictures. */
  async record(
    visit: Pick<RunSheetVisit, 'id' | 'version'>,
    tap: Tap,
    pictures: readonly TakenForTap[] = [],
  ): Promise<string> {
    const { jurisdictionId, now } = this.#options
    const at = timeOfTap() ?? now()
    const opId = crypto.randomUUID()
    const photos = await Promise.all(
      pictures.map(async ({ picture, mark }): Promise<KeptPhoto> => ({
        mediaId: crypto.randomUUID(),
        jurisdictionId,
        visitId: visit.id,
        opId,
        picture,
        sha256: await hashOf(picture),
        mark,
      })),
    )
    const heldUntil = ends.has(tap.kind) ? { heldUntil: now() + undoMs } : {}
    const kept = { ...(await this.#kept(opId, visit, tap, at)), ...heldUntil }
    await this.#keep(kept, photos)
    return opId
  }

  /** On a full tablet the tap goes before its photos, and the crew is told of those. */
  async #keep(kept: KeptOperation, photos: KeptPhoto[]): Promise<void> {
    const keep = (some: KeptPhoto[]) => this.#store.addOperation(naming(kept, some), some)
    try {
      await keep(photos)
    } catch (failure) {
      if (!isFull(failure)) throw failure
      await this.#options.makeRoom()
      const isKept = await keep(photos).then(
        () => true,
        () => false,
      )
      if (isKept) return
      // of a photo that is lost there is nothing to tell the city
      if (kept.operation.kind !== 'photo') await keep([])
      const refusals = photos.map(({ mediaId, visitId }) => this.#lostPhoto(mediaId, visitId, 'full'))
      await this.#store.settle([], refusals)
    }
  }

  /** Takes an end back that has not left: only that it was taken back is told. False when it is too late. */
  async undo({ operation }: KeptOperation): Promise<boolean> {
    const { visitId: id, baseVersion: version, opId: undoes, kind: undone } = operation
    const by = await this.#kept(crypto.randomUUID(), { id, version }, { kind: 'undo', undoes, undone })
    return this.#store.replaceOperation(undoes, by)
  }

  /** What is held goes with the next sending. */
  async release(): Promise<void> {
    for (const { opId, heldUntil } of await this.#store.operations(this.#options.jurisdictionId))
      if (heldUntil !== undefined) await this.#store.releaseOperation(opId)
  }

  async #kept(
    opId: string,
    visit: Pick<RunSheetVisit, 'id' | 'version'>,
    made: object,
    at = this.#options.now(),
  ): Promise<KeptOperation> {
    const { jurisdictionId, accountId, position } = this.#options
    const clockOffsetMs = await this.#store.clockOffset()
    const sequence = await this.#store.nextSequence()
    const operation = {
      ...made,
      opId,
      visitId: visit.id,
      sequence,
      baseVersion: visit.version,
      occurredAt: new Date(at).toISOString(),
      ...(clockOffsetMs === undefined ? {} : { clockOffsetMs }),
      ...position(),
    } as Operation
    return { opId, jurisdictionId, sequence, operation, accountId: accountId() }
  }

  /** Sends taps in order, then the pictures of those the city has. Throws when there is no answer. */
  async send(): Promise<void> {
    await this.#sendOperations()
    await this.#sendPhotos()
  }

  /** Those that may go now; what follows one that may not, on the same job, waits with it. */
  async #sendable(): Promise<KeptOperation[]> {
    const { now, accountId, isShared } = this.#options
    const at = now()
    const waiting = new Set<number>()
    const kept = await this.#store.operations(this.#options.jurisdictionId)
    return kept.filter(({ operation, accountId: tappedBy, heldUntil }) => {
      const { visitId } = operation
      if (isHeld(heldUntil, at)) waiting.add(visitId)
      if (isOthers(tappedBy, accountId()) && !isShared()) waiting.add(visitId)
      return !waiting.has(visitId)
    })
  }

  async #sendOperations(): Promise<void> {
    for (;;) {
      const leaving = (await this.#sendable()).slice(0, batchSize)
      if (leaving.length === 0) return
      // what may have left is not taken back any more, whatever comes of the answer and of the clock
      for (const { opId, heldUntil } of leaving)
        if (heldUntil !== undefined) await this.#store.releaseOperation(opId)
      const own = this.#options.accountId()
      const batch = leaving.map(({ operation, accountId }) => signed(operation, accountId, own))
      try {
        await this.#sendBatch(batch)
      } catch (failure) {
        if (!isUnreadable(failure)) throw failure
        // one that cannot be read must not keep the others
        for (const operation of batch) await this.#sendAlone(operation)
      }
    }
  }

  async #sendAlone(operation: Operation): Promise<void> {
    try {
      await this.#sendBatch([operation])
    } catch (failure) {
      if (!isUnreadable(failure)) throw failure
      await this.#store.settle([operation.opId], [this.#refusal(operation, 'unreadable')])
    }
  }

  async #sendBatch(operations: Operation[]): Promise<void> {
    const { jurisdictionId, now } = this.#options
    const deviceId = await this.#store.deviceId()
    const askedAt = now()
    const { at, results } = await this.#client(sendOperations, {
      params: { jurisdictionId },
      body: { deviceId, sentAt: new Date(askedAt).toISOString(), operations },
    })
    await this.noteClock(askedAt, at)
    const refusals = results.flatMap((result) => this.#refusalOf(operations, result))
    await this.#store.settle(
      results.map(({ opId }) => opId),
      refusals,
    )
  }

  /** Measures this device's clock by an answer of the city. */
  async noteClock(askedAt: number, cityAt: string): Promise<void> {
    const offset = measureOffset(askedAt, this.#options.now(), cityAt)
    if (offset !== undefined) await this.#store.keepClockOffset(offset)
  }

  #refusalOf(operations: Operation[], result: OperationResult): KeptRefusal[] {
    const operation = operations.find(({ opId }) => opId === result.opId)
    if (!operation || (result.outcome !== 'refused' && result.outcome !== 'conflict')) return []
    const { conflict, visitStatus } = result
    const why = result.detail === 'this tablet was revoked' ? 'revoked' : result.outcome
    return [{ ...this.#refusal(operation, why), conflict, visitStatus }]
  }

  #refusal(operation: Operation, why: KeptRefusal['why']): KeptRefusal {
    const { opId, kind, visitId } = operation
    return { ...this.#untaken(opId, visitId), kind, why, operation }
  }

  #untaken(id: string, visitId: number) {
    const { jurisdictionId, placeOf } = this.#options
    return { id, jurisdictionId, place: placeOf(visitId), conflict: null, visitStatus: null }
  }

  async #sendPhotos(): Promise<void> {
    const { jurisdictionId, upload } = this.#options
    const unsent = new Set((await this.#store.operations(jurisdictionId)).map(({ opId }) => opId))
    for (const photo of await this.#store.photos(jurisdictionId)) {
      if (photo.opId && unsent.has(photo.opId)) continue
      const result = await upload(photo)
      if (result === 'waits') continue
      const { mediaId, visitId } = photo
      const refusal = this.#lostPhoto(mediaId, visitId, 'picture')
      await this.#store.removePhoto(mediaId, result === 'refused' ? refusal : undefined)
    }
  }

  #lostPhoto(mediaId: string, visitId: number, why: 'picture' | 'full'): KeptRefusal {
    return { ...this.#untaken(mediaId, visitId), kind: 'photo', why }
  }
}

function isFull(failure: unknown): boolean {
  const { name, inner } = (failure ?? {}) as { name?: string; inner?: { name?: string } }
  return name === 'QuotaExceededError' || inner?.name === 'QuotaExceededError'
}

/** A clock that was set back meanwhile holds nothing for longer than the minute. */
export function isHeld(heldUntil: number | undefined, at: number): boolean {
  return heldUntil !== undefined && heldUntil > at && heldUntil - at <= undoMs
}

function isUnreadable(failure: unknown): boolean {
  return failure instanceof ApiError && failure.problem.type === 'bad-input'
}
