import {
  ApiError,
  getRunSheet,
  type Client,
  type JobForm,
  type RunSheet,
  type RunSheetVisit,
  type WithdrawnVisit,
} from '@dromos/api/contract'
import { dayOf } from '#lib/city/format.ts'
import { applyOperations } from './apply-operation.ts'
import { changesOf } from './changes.ts'
import type { JobDraft } from './job-draft.svelte.ts'
import { isHeld, Outbox, type TakenForTap, type Tap, type UploadPhoto } from './outbox.ts'
import { lastPosition } from './position.ts'
import type { KeptOperation, KeptRefusal, TabletStore } from './kept.ts'
import { photosLeft } from './storage-room.ts'
import { isOthers } from './tapped-by.ts'

const isFinished = (visit: RunSheetVisit): boolean =>
  !['planned', 'dispatched', 'en_route', 'arrived', 'working'].includes(visit.status)

const hasBegun = (visit: RunSheetVisit): boolean => !['planned', 'dispatched'].includes(visit.status)

export interface CrewDayOptions {
  city: { id: string; timezone: string }
  upload: UploadPhoto
  now?: () => Date
  accountId?: () => string | null
  /** whoever is in sends also what those before left */
  isShared?: () => boolean
  /** bytes that the tablet can still keep */
  freeBytes?: () => Promise<number | null>
  makeRoom?: () => Promise<void>
}

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
  refusals = $state.raw<KeptRefusal[]>([])
  #freeBytes = $state<number | null>(null)
  /** how many photos there is still room for, once that is little */
  photosLeft = $derived(photosLeft(this.#freeBytes))
  visits = $derived(
    applyOperations(
      this.sheet?.visits ?? [],
      this.pending.map((kept) => kept.operation),
    ),
  )
  /** what the dispatcher changed and the crew has not accepted yet */
  changes = $derived(changesOf(this.visits, this.#withdrawn()))
  next = $derived(this.visits.find((visit) => !isFinished(visit)) ?? null)
  doneCount = $derived(this.visits.filter(isFinished).length)
  /** the day on the screen */
  shown = $derived(this.wanted ?? this.sheet?.day ?? this.today)
  /** A day to come is only looked at until the crew says that it begins early, or has begun. */
  isOnlyLookedAt = $derived(this.shown > this.today && !this.#isBegunEarly && !this.visits.some(hasBegun))
  /** the session ended, perhaps while there was no network: all that was done waits here */
  isSignedOut = $derived(this.failure instanceof ApiError && this.failure.problem.type === 'unauthenticated')
  /** taps of someone else on this tablet, which wait for them to sign in */
  othersCount = $derived(this.pending.filter(({ accountId }) => this.#waitsForOther(accountId)).length)
  /** the last end that can still be taken back */
  undoable = $derived(
    this.pending.findLast(({ heldUntil }) => isHeld(heldUntil, this.#now().getTime())) ?? null,
  )
  #isSyncWanted = false
  #release: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> | undefined
  readonly #client: Client
  readonly #store: TabletStore
  readonly #jurisdictionId: string
  readonly #timeZone: string
  readonly #outbox: Outbox
  readonly #now: () => Date
  readonly #waitsForOther: (tappedBy: string | null | undefined) => boolean
  readonly #readFreeBytes: () => Promise<number | null>

  constructor(client: Client, store: TabletStore, options: CrewDayOptions) {
    const { city, upload, makeRoom, now = () => new Date() } = options
    const { accountId = () => null, isShared = () => false } = options
    this.#client = client
    this.#store = store
    this.#jurisdictionId = city.id
    this.#timeZone = city.timezone
    this.#now = now
    this.#waitsForOther = (by) => isOthers(by, accountId()) && !isShared()
    this.#readFreeBytes = options.freeBytes ?? (async () => null)
    this.#outbox = new Outbox(client, store, {
      jurisdictionId: city.id,
      upload,
      now: () => now().getTime(),
      accountId,
      isShared,
      position: lastPosition,
      placeOf: (visitId) => this.placeOf(visitId),
      makeRoom,
    })
  }

  /** Shows what is kept of a day at once, then what the city says of it. */
  async open(day: string | null = null): Promise<void> {
    this.wanted = day
    this.today = this.#readToday()
    this.#isBegunEarly = false
    this.isLoading = true
    const [kept] = await Promise.all([
      day
        ? this.#store.runSheet(this.#jurisdictionId, day)
        : this.#store.lastRunSheet(this.#jurisdictionId, this.today),
      this.#recount(),
    ])
    if (this.wanted === day) this.sheet = kept ?? null
    await this.sync()
    if (this.wanted === day) this.isLoading = false
  }

  beginEarly(): void {
    this.#isBegunEarly = true
  }

  async forgetRefusal({ id }: KeptRefusal): Promise<void> {
    await this.#store.forgetRefusal(id)
    await this.#recount()
  }

  /** Says which of two contested values the crew stands by; the notice has done its work. */
  async settle({ id, operation }: KeptRefusal, take: 'mine' | 'theirs'): Promise<void> {
    if (!operation) return
    const { visitId, baseVersion } = operation
    const version = this.visits.find((visit) => visit.id === visitId)?.version ?? baseVersion
    await this.#outbox.record({ id: visitId, version }, { kind: 'settle', of: id, take })
    await this.#store.forgetRefusal(id)
    await this.#recount()
    void this.sync()
  }

  /** Records a tap on this tablet, first of all; then tries to send it. */
  async tap(visit: RunSheetVisit, tap: Tap, pictures: readonly TakenForTap[] = []): Promise<void> {
    await this.#outbox.record(visit, tap, pictures)
    await this.#recount()
    void this.sync()
  }

  /** Tells what is new in a job's form, each answer by itself; a picture that is lost on a full tablet changes none. */
  async tell(visit: RunSheetVisit, draft: JobDraft): Promise<void> {
    for (const { tap, pictures } of draft.changes()) await this.#outbox.record(visit, tap, pictures)
    await this.#recount()
    await draft.forget(this.visits.find(({ id }) => id === visit.id) ?? visit)
    void this.sync()
  }

  /** What a job of a visit's service asks for; undefined where there is nothing. */
  formOf({ serviceCode }: Pick<RunSheetVisit, 'serviceCode'>): JobForm | undefined {
    return this.sheet?.forms?.find((form) => form.serviceCode === serviceCode)
  }

  /** All changes on the screen are seen. */
  async accept(): Promise<void> {
    for (const { kind, visit } of this.changes)
      await this.#outbox.record(visit, {
        kind: 'accept',
        change: kind,
        plannedArrivalAt: visit.plannedArrivalAt,
      })
    await this.#recount()
    void this.sync()
  }

  #withdrawn(): WithdrawnVisit[] {
    const accepted = new Set(
      this.pending.flatMap(({ operation }) => (operation.kind === 'accept' ? [operation.visitId] : [])),
    )
    return (this.sheet?.withdrawn ?? []).filter(({ id }) => !accepted.has(id))
  }

  /** Takes back the last end; false when it has left already. */
  async undo(): Promise<boolean> {
    const isUndone = this.undoable !== null && (await this.#outbox.undo(this.undoable))
    await this.#recount()
    void this.sync()
    return isUndone
  }

  /** What waits for its minute goes now. */
  async sendNow(): Promise<void> {
    await this.#outbox.release()
    await this.sync()
  }

  placeOf(visitId: number): string {
    const visit = this.sheet?.visits.find(({ id }) => id === visitId)
    return visit?.address ?? visit?.title ?? `#${visitId}`
  }

  /** Call when the page is left. */
  stop(): void {
    clearTimeout(this.#release)
  }

  /**
   * Sends taps in order, then photos, then asks for the day anew. Safe to call at any time: what is asked for
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
      await this.#outbox.send()
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
    const deviceId = await this.#store.deviceId()
    const askedAt = this.#now().getTime()
    try {
      const sheet = await this.#client(getRunSheet, {
        params: { jurisdictionId: this.#jurisdictionId },
        query: { deviceId, ...(day ? { day } : {}) },
      })
      await this.#outbox.noteClock(askedAt, sheet.at)
      await this.#store.keepRunSheet(sheet)
      this.today = this.#readToday()
      if (this.wanted === day) this.sheet = sheet
    } catch (failure) {
      if (failure instanceof ApiError && failure.problem.type === 'forbidden') await this.#forgetDays()
      throw failure
    }
  }

  /** A tablet that may no longer see the work shows none of it; what it did stays until it is sent. */
  async #forgetDays(): Promise<void> {
    await this.#store.forgetRunSheets(this.#jurisdictionId)
    this.sheet = null
  }

  #readToday(): string {
    return dayOf(this.#now(), this.#timeZone)
  }

  async #recount(): Promise<void> {
    const city = this.#jurisdictionId
    await Promise.all([
      this.#store.operations(city).then((kept) => (this.pending = kept)),
      this.#store.photos(city).then(({ length }) => (this.unsentPhotos = length)),
      this.#store.refusals(city).then((kept) => (this.refusals = kept)),
      this.#readFreeBytes().then((bytes) => (this.#freeBytes = bytes)),
    ])
    const { undoable } = this
    clearTimeout(this.#release)
    if (undoable)
      this.#release = setTimeout(() => void this.sync(), undoable.heldUntil! - this.#now().getTime() + 100)
  }
}
