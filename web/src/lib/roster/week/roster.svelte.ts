import {
  changeRoster,
  getRosterWeek,
  type Client,
  type RosterChange,
  type RosterWeek,
} from '@dromos/api/contract'
import { conflictOf } from '#lib/dispatch/conflict-of.ts'
import type { Live } from '#lib/city/live.svelte.ts'
import { afterQuiet } from '#lib/ui/after-quiet.ts'
import { Loaded } from '#lib/dispatch/loaded.svelte.ts'
import { findItem, renumber, stepOf, type Step } from './changes.ts'

/** A change that was not made, since somebody else was faster: what they made of the same. */
export interface RefusedChange {
  text: string
  changed: { kind: RosterChange['kind']; by: string | null; before: Item; now: Item }[]
}
type Item = ReturnType<typeof findItem> | null

const mostSteps = 100

/** The roster of a week, and the way back through what was changed here. */
export class Roster {
  readonly week: Loaded<RosterWeek, string>
  refused = $state.raw<RefusedChange | null>(null)
  failure = $state.raw<unknown>(null)
  isBusy = $state(false)
  #done = $state.raw<Step[]>([])
  #undone = $state.raw<Step[]>([])
  readonly #call: Client
  readonly #params: { jurisdictionId: string }

  constructor(jurisdictionId: string, call: Client) {
    this.#call = call
    this.#params = { jurisdictionId }
    this.week = new Loaded((day, signal) =>
      call(getRosterWeek, { params: this.#params, query: { day } }, { signal }),
    )
  }

  follow(live: Pick<Live, 'on' | 'onResync'>): () => void {
    const refresh = afterQuiet(() => void this.week.refresh())
    const stops = [live.on('roster', refresh), live.onResync(refresh)]
    return () => {
      stops.forEach((stop) => stop())
      refresh.stop()
    }
  }

  read(day: string): Promise<RosterWeek> {
    return this.#call(getRosterWeek, { params: this.#params, query: { day } })
  }

  get undoText(): string | null {
    return this.#done.at(-1)?.text ?? null
  }

  /** What the last change was of, also where it is new. */
  get lastIds(): number[] {
    return this.#done.at(-1)?.forward.flatMap(({ id }) => id ?? []) ?? []
  }

  get redoText(): string | null {
    return this.#undone.at(-1)?.text ?? null
  }

  /** Makes changes, all or none; `weeks` are those that hold what is changed. Says whether they were made. */
  async change(text: string, changes: RosterChange[], weeks?: readonly RosterWeek[]): Promise<boolean> {
    const known = weeks ?? (this.week.value ? [this.week.value] : [])
    if (changes.length === 0) return false
    const step = stepOf(text, changes, known)
    if (!(await this.#do(step, 'forward'))) return false
    this.#undone = []
    return true
  }

  /** Takes the last change back; gives back what it was. */
  async undo(): Promise<string | null> {
    const step = this.#done.at(-1)
    if (!step || this.isBusy) return null
    this.#done = this.#done.slice(0, -1)
    return (await this.#do(step, 'back')) ? step.text : null
  }

  /** Does again what was taken back last. */
  async redo(): Promise<string | null> {
    const step = this.#undone.at(-1)
    if (!step || this.isBusy) return null
    this.#undone = this.#undone.slice(0, -1)
    return (await this.#do(step, 'forward')) ? step.text : null
  }

  async #do(step: Step, side: 'forward' | 'back'): Promise<boolean> {
    if (this.isBusy) return false
    this.isBusy = true
    this.failure = null
    const before = this.week.value
    try {
      const { made } = await this.#call(changeRoster, { params: this.#params, body: { changes: step[side] } })
      this.#keep(step, side, made)
      await this.week.refresh()
      return true
    } catch (failure) {
      await this.week.refresh()
      this.refused = await refusedBy(failure, step.text, before, this.week.value)
      if (!this.refused) this.failure = failure
      return false
    } finally {
      this.isBusy = false
    }
  }

  #keep(step: Step, side: 'forward' | 'back', made: { id: number; version: number | null }[]): void {
    const renew = (steps: Step[]) => renumber(steps, step, side, made)
    const done = renew(side === 'forward' ? [...this.#done, step] : this.#done)
    this.#undone = renew(side === 'back' ? [...this.#undone, step] : this.#undone)
    this.#done = done.slice(-mostSteps)
  }
}

async function refusedBy(
  failure: unknown,
  text: string,
  before: RosterWeek | null,
  now: RosterWeek | null,
): Promise<RefusedChange | null> {
  const clash = await conflictOf(failure, 'RosterClash')
  if (!clash) return null
  return {
    text,
    changed: clash.changed.map(({ kind, id, by }) => ({
      kind,
      by,
      before: before && findItem(before, kind, id),
      now: now && findItem(now, kind, id),
    })),
  }
}
