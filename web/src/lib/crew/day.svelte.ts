import {
  ApiError,
  getRunSheet,
  sendOperations,
  type Client,
  type Operation,
  type RunSheet,
  type RunSheetVisit,
  type VisitStatus,
} from '@dromos/api/contract'
import { dayOf } from '#lib/city/format.ts'
import { applyOperations } from './apply-operation.ts'
import { lastPosition } from './position.ts'
import type { KeptOperation, KeptPhoto, TabletStore } from './store.ts'

type Tap =
  | { kind: 'en_route' | 'arrive' | 'start' }
  | { kind: 'done'; note?: string }
  | { kind: 'fail'; reason: Extract<Operation, { kind: 'fail' }>['reason']; note?: string }

/** What the city did not take as it was sent. */
export type Refusal = {
  /** of the job, as the tablet knew it */
  place: string
  why: 'refused' | 'conflict' | 'picture'
  visitStatus: VisitStatus | null
}

export type UploadPhoto = (photo: KeptPhoto) => Promise<'sent' | 'refused' | 'later'>

const isFinished = (visit: RunSheetVisit): boolean =>
  !['planned', 'dispatched', 'en_route', 'arrived', 'working'].includes(visit.status)

const hasBegun = (visit: RunSheetVisit): boolean => !['planned', 'dispatched'].includes(visit.status)

/** A crew's day on a tablet: shown from what was loaded, changed by taps, sent when there is a network. */
export class CrewDay {
  /** the day that is looked at; null is today, whichever that is */
  wanted = $state<string | null>(null)
  #isBegunEarly = $state(false)
  today = $state('')
  sheet = $state.raw<RunSheet | null>(null)
  pending = $state.raw<KeptOperation[]>([])
  unsentPhotos = $state(0)
  isOnline = $state(true)
  isSyncing = $state(false)
  isLoading = $state(true)
  failure = $state.raw<unknown>(null)
  refusals = $state.raw<Refusal[]>([])
  visits = $derived(
    applyOperations(
      this.sheet?.visits ?? [],
      this.pending.map((kept) => kept.operation),
    ),
  )
  next = $derived(this.visits.find((visit) => !isFinished(visit)) ?? null)
  doneCount = $derived(this.visits.filter(isFinished).length)
  /** the day on the screen */
  shown = $derived(this.wanted ?? this.sheet?.day ?? this.today)
  /** A day to come is only looked at until the crew says that it begins early, or has begun. */
  isOnlyLookedAt = $derived(this.shown > this.today && !this.#isBegunEarly && !this.visits.some(hasBegun))
  #isSyncWanted = false
  #running: Promise<void> | undefined
  readonly #client: Client
  readonly #store: TabletStore
  readonly #jurisdictionId: string
  readonly #timeZone: string
  readonly #upload: UploadPhoto
  readonly #now: () => Date

  constructor(
    client: Client,
    store: TabletStore,
    city: { id: string; timezone: string },
    upload: UploadPhoto,
    now = () => new Date(),
  ) {
    this.#client = client
    this.#store = store
    this.#jurisdictionId = city.id
    this.#timeZone = city.timezone
    this.#upload = upload
    this.#now = now
  }

  /** Shows what is kept of a day at once, then what the city says of it. */
  async open(day: string | null = null): Promise<void> {
    this.wanted = day
    this.today = this.#readToday()
    this.#isBegunEarly = false
    this.isLoading = true
    const kept = await (day
      ? this.#store.runSheet(this.#jurisdictionId, day)
      : this.#store.lastRunSheet(this.#jurisdictionId, this.today))
    await this.#recount()
    if (this.wanted === day) this.sheet = kept ?? null
    await this.sync()
    if (this.wanted === day) this.isLoading = false
  }

  beginEarly(): void {
    this.#isBegunEarly = true
  }

  forgetRefusal(refusal: Refusal): void {
    this.refusals = this.refusals.filter((other) => other !== refusal)
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

  /**
   * Sends photos, then taps in order, then asks for the day anew. Safe to call at any time: what is asked for
   * while it runs is done before it ends.
   */
  sync(): Promise<void> {
    this.#isSyncWanted = true
    this.#running ??= this.#syncWhileWanted()
    return this.#running
  }

  async #syncWhileWanted(): Promise<void> {
    this.isSyncing = true
    try {
      while (this.#isSyncWanted) {
        this.#isSyncWanted = false
        await this.#exchange()
      }
    } finally {
      this.isSyncing = false
      this.#running = undefined
    }
  }

  async #exchange(): Promise<void> {
    try {
      await this.#sendPhotos()
      await this.#sendPending()
      await this.#load()
      this.isOnline = true
      this.failure = null
    } catch (failure) {
      this.isOnline = failure instanceof ApiError && failure.problem.type !== 'unavailable'
      this.failure = this.isOnline ? failure : null
    } finally {
      await this.#recount()
    }
  }

  async #load(): Promise<void> {
    const day = this.wanted
    const sheet = await this.#client(getRunSheet, {
      params: { jurisdictionId: this.#jurisdictionId },
      query: day ? { day } : {},
    })
    await this.#store.keepRunSheet(sheet)
    this.today = this.#readToday()
    if (this.wanted === day) this.sheet = sheet
  }

  #readToday(): string {
    return dayOf(this.#now(), this.#timeZone)
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
    const place = this.#placeOf(photo.visitId)
    this.refusals = [...this.refusals, { place, why: 'picture', visitStatus: null }]
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
      const refused = results.flatMap(({ visitId, outcome, visitStatus }): Refusal[] =>
        outcome === 'refused' || outcome === 'conflict'
          ? [{ place: this.#placeOf(visitId), why: outcome, visitStatus }]
          : [],
      )
      this.refusals = [...this.refusals, ...refused]
      await this.#store.removeOperations(results.map((result) => result.opId))
      const bound = new Set(
        operations.flatMap((operation) => ('mediaIds' in operation ? operation.mediaIds : [])),
      )
      for (const mediaId of bound) await this.#store.removePhoto(mediaId)
    }
  }

  #placeOf(visitId: number): string {
    const visit = this.sheet?.visits.find(({ id }) => id === visitId)
    return visit?.address ?? visit?.title ?? `#${visitId}`
  }

  async #recount(): Promise<void> {
    this.pending = await this.#store.operations(this.#jurisdictionId)
    this.unsentPhotos = (await this.#store.photos(this.#jurisdictionId)).filter(
      (photo) => !photo.isSent,
    ).length
  }
}
