import {
  ApiError,
  getRunSheet,
  sendOperations,
  type Client,
  type Operation,
  type RunSheet,
  type RunSheetVisit,
} from '@dromos/api/contract'
import { applyOperations } from './apply-operation.ts'
import { lastPosition } from './position.ts'
import type { KeptOperation, KeptPhoto, TabletStore } from './store.ts'

type Tap =
  | { kind: 'en_route' | 'arrive' | 'start' }
  | { kind: 'done'; note?: string }
  | { kind: 'fail'; reason: Extract<Operation, { kind: 'fail' }>['reason']; note?: string }

export type UploadPhoto = (photo: KeptPhoto) => Promise<'sent' | 'refused' | 'later'>

const isFinished = (visit: RunSheetVisit): boolean =>
  !['planned', 'dispatched', 'en_route', 'arrived', 'working'].includes(visit.status)

/** A crew's day on a tablet: shown from what was loaded, changed by taps, sent when there is a network. */
export class CrewDay {
  sheet = $state.raw<RunSheet | null>(null)
  pending = $state.raw<KeptOperation[]>([])
  unsentPhotos = $state(0)
  isOnline = $state(true)
  isSyncing = $state(false)
  isLoading = $state(true)
  failure = $state.raw<unknown>(null)
  /** what the city did not take as it was sent, in its words */
  refusals = $state.raw<{ visitId: number; detail: string }[]>([])
  visits = $derived(
    applyOperations(
      this.sheet?.visits ?? [],
      this.pending.map((kept) => kept.operation),
    ),
  )
  next = $derived(this.visits.find((visit) => !isFinished(visit)) ?? null)
  doneCount = $derived(this.visits.filter(isFinished).length)
  readonly #client: Client
  readonly #store: TabletStore
  readonly #jurisdictionId: string
  readonly #upload: UploadPhoto
  readonly #now: () => Date

  constructor(
    client: Client,
    store: TabletStore,
    jurisdictionId: string,
    upload: UploadPhoto,
    now = () => new Date(),
  ) {
    this.#client = client
    this.#store = store
    this.#jurisdictionId = jurisdictionId
    this.#upload = upload
    this.#now = now
  }

  /** Shows what is kept at once, then what the city says. */
  async open(): Promise<void> {
    this.sheet = (await this.#store.runSheet(this.#jurisdictionId)) ?? null
    await this.#recount()
    await this.sync()
    this.isLoading = false
  }

  /** Records a tap on this tablet, first of all; then tries to send it. */
  async tap(visit: RunSheetVisit, tap: Tap, pictures: Blob[] = []): Promise<void> {
    const photos = pictures.map((picture): KeptPhoto => ({
      mediaId: crypto.randomUUID(),
      jurisdictionId: this.#jurisdictionId,
      visitId: visit.id,
      picture,
      isSent: 0,
    }))
    const operation = {
      ...tap,
      ...(tap.kind === 'done' || tap.kind === 'fail'
        ? { mediaIds: photos.map((photo) => photo.mediaId) }
        : {}),
      opId: crypto.randomUUID(),
      visitId: visit.id,
      sequence: await this.#store.nextSequence(),
      baseVersion: visit.version,
      occurredAt: this.#now().toISOString(),
      ...lastPosition(),
    } as Operation
    const kept = {
      opId: operation.opId,
      jurisdictionId: this.#jurisdictionId,
      sequence: operation.sequence,
      operation,
    }
    await this.#store.addOperation(kept, photos)
    await this.#recount()
    void this.sync()
  }

  /** Sends photos, then taps in order, then asks for the day anew. Safe to call at any time. */
  async sync(): Promise<void> {
    if (this.isSyncing) return
    this.isSyncing = true
    try {
      await this.#sendPhotos()
      await this.#sendPending()
      const sheet = await this.#client(getRunSheet, { params: { jurisdictionId: this.#jurisdictionId } })
      this.sheet = sheet
      await this.#store.keepRunSheet(sheet)
      this.isOnline = true
      this.failure = null
    } catch (failure) {
      this.isOnline = failure instanceof ApiError && failure.problem.type !== 'unavailable'
      this.failure = this.isOnline ? failure : null
    } finally {
      await this.#recount()
      this.isSyncing = false
    }
  }

  async #sendPhotos(): Promise<void> {
    for (const photo of await this.#store.photos(this.#jurisdictionId)) {
      if (photo.isSent) continue
      const result = await this.#upload(photo)
      if (result === 'later') throw new TypeError('no network')
      if (result === 'sent') await this.#store.markPhotoSent(photo.mediaId)
      else await this.#refusePhoto(photo)
    }
  }

  async #refusePhoto(photo: KeptPhoto): Promise<void> {
    await this.#store.removePhoto(photo.mediaId)
    this.refusals = [...this.refusals, { visitId: photo.visitId, detail: 'unreadable-picture' }]
  }

  async #sendPending(): Promise<void> {
    const waiting = await this.#store.operations(this.#jurisdictionId)
    if (waiting.length === 0) return
    const deviceId = await this.#store.deviceId()
    for (let start = 0; start < waiting.length; start += 100) {
      const operations = waiting.slice(start, start + 100).map((kept) => kept.operation)
      const { results } = await this.#client(sendOperations, {
        params: { jurisdictionId: this.#jurisdictionId },
        body: { deviceId, operations },
      })
      const refused = results.filter(
        (result) => result.outcome === 'refused' || result.outcome === 'conflict',
      )
      this.refusals = [
        ...this.refusals,
        ...refused.map((result) => ({ visitId: result.visitId, detail: result.detail ?? result.outcome })),
      ]
      await this.#store.removeOperations(results.map((result) => result.opId))
      const bound = new Set(
        operations.flatMap((operation) => ('mediaIds' in operation ? operation.mediaIds : [])),
      )
      for (const mediaId of bound) await this.#store.removePhoto(mediaId)
    }
  }

  async #recount(): Promise<void> {
    this.pending = await this.#store.operations(this.#jurisdictionId)
    this.unsentPhotos = (await this.#store.photos(this.#jurisdictionId)).filter(
      (photo) => !photo.isSent,
    ).length
  }
}
