import {
  ApiError,
  sendOperations,
  type Client,
  type RunSheet,
  type RunSheetVisit,
} from '@dromos/api/contract'
import { answered, lackOf, operationsOf, type Lack, type PaperEntry } from './paper-entry.ts'
import { deskId, PaperShelf, type Shelf } from './paper-shelf.ts'

interface SheetInOptions {
  jurisdictionId: string
  timezone: string
  accountId: string
  shelf: Shelf
  now?: () => Date
  /** what the city says now is worth a look */
  onanswered?: () => void
}

/** stops that leave at once: each is a few operations, of which the city takes two hundred */
const most = 20

/** Printed sheets on their way into the city: each stop is kept as it is typed, sent once, and kept until it is taken. */
export class SheetIn {
  entries = $state.raw<ReadonlyMap<number, PaperEntry>>(new Map())
  isSending = $state(false)
  /** of the last sending; nothing is lost by it */
  failure = $state.raw<unknown>(null)
  /** the browser has no room: what is typed goes with this window */
  isUnkept = $state(false)
  waiting = $derived([...this.entries.values()].filter(({ state }) => state === 'waiting').length)
  readonly #client: Client
  readonly #options: SheetInOptions & { now: () => Date }
  readonly #shelf: PaperShelf

  constructor(client: Client, options: SheetInOptions) {
    this.#client = client
    this.#options = { now: () => new Date(), ...options }
    this.#shelf = new PaperShelf(options.shelf, options)
    this.entries = new Map(this.#shelf.all(this.#options.now()).map((entry) => [entry.visitId, entry]))
  }

  /** What is typed of a stop, or what the city knows of it already. */
  entryOf(sheet: RunSheet, visit: RunSheetVisit): PaperEntry {
    const { id: visitId } = visit
    return (
      this.entries.get(visitId) ?? {
        visitId,
        day: sheet.day,
        crewId: sheet.crew.id,
        outcome: null,
        reason: '',
        begun: '',
        ended: '',
        note: '',
        materials: { ...visit.job?.materials },
        sent: [],
        state: 'typing',
        answer: null,
        keptAt: this.#options.now().toISOString(),
      }
    )
  }

  /** Keeps what is typed; what has left is typed anew under ids of its own. */
  type(entry: PaperEntry, change: Partial<PaperEntry>): void {
    if (entry.state === 'waiting' && this.isSending) return
    this.#keep({ ...entry, ...change, sent: [], state: 'typing', answer: null })
  }

  /** Throws away what was typed of a stop; what the city took stays with it. */
  clear(visitId: number): void {
    this.#shelf.forget(visitId)
    this.entries = new Map([...this.entries].filter(([id]) => id !== visitId))
  }

  lackOf(entry: PaperEntry, sheet: RunSheet): Lack | null {
    return lackOf(entry, this.#around(sheet))
  }

  /** Lets a stop leave; gives what is still to be said where it cannot. */
  send(entry: PaperEntry, sheet: RunSheet, visit: RunSheetVisit): Lack | null {
    const around = this.#around(sheet)
    const lack = lackOf(entry, around)
    if (lack) return lack
    this.#keep({ ...entry, sent: operationsOf(entry, visit, around), state: 'waiting', answer: null })
    void this.flush()
    return null
  }

  /** Sends what waits, again and again under the same ids until the city has answered. */
  async flush(): Promise<void> {
    if (this.isSending) return
    this.isSending = true
    try {
      for (;;) {
        const leaving = [...this.entries.values()].filter(({ state }) => state === 'waiting').slice(0, most)
        if (leaving.length === 0) break
        await this.#exchange(leaving)
      }
      this.failure = null
    } catch (failure) {
      this.failure = failure
    } finally {
      this.isSending = false
      this.#options.onanswered?.()
    }
  }

  async #exchange(leaving: PaperEntry[]): Promise<void> {
    const { jurisdictionId, shelf } = this.#options
    try {
      let sequence = 0
      const operations = leaving.flatMap(({ sent }) =>
        sent.map((each) => ({ ...each, sequence: sequence++ })),
      )
      const body = { deviceId: deskId(shelf), from: 'paper' as const, operations }
      const { results } = await this.#client(sendOperations, { params: { jurisdictionId }, body })
      for (const entry of leaving) this.#keep(answered(entry, results))
    } catch (failure) {
      const isUnreadable = failure instanceof ApiError && failure.problem.type === 'bad-input'
      if (!isUnreadable) throw failure
      // one that cannot be read must not keep the others
      if (leaving.length > 1) for (const entry of leaving) await this.#exchange([entry])
      else this.#keep({ ...leaving[0]!, state: 'refused', answer: null })
    }
  }

  #around(sheet: RunSheet) {
    const { timezone, now } = this.#options
    return { timezone, startsAt: sheet.shift?.startsAt ?? null, now: now() }
  }

  #keep(entry: PaperEntry): void {
    const kept = { ...entry, keptAt: this.#options.now().toISOString() }
    this.entries = new Map(this.entries).set(kept.visitId, kept)
    try {
      this.#shelf.keep(kept)
      this.isUnkept = false
    } catch {
      this.isUnkept = true
    }
  }
}
