import {
  acceptAssignment,
  dismissAssignment,
  listAssignments,
  undoAssignment,
  weighAssignment,
  type Assignment,
  type AssignmentConflict,
  type Client,
} from '@dromos/api/contract'
import { getContext, setContext } from 'svelte'
import { conflictOf } from '#lib/dispatch/conflict-of.ts'
import type { Live } from '#lib/city/live.svelte.ts'
import { afterQuiet } from '#lib/ui/after-quiet.ts'
import { isOfDraft } from '#lib/dispatch/draft-event.ts'
import { Loaded } from '#lib/dispatch/loaded.svelte.ts'

/** What the queue proposes and has decided for a day. */
export class AssignQueue {
  readonly list: Loaded<Assignment[], string>
  /** the one that is being settled */
  busyId = $state<number | null>(null)
  readonly open = $derived.by(() => this.#ofStatus(isOpen))
  readonly settled = $derived.by(() => this.#ofStatus((assignment) => !isOpen(assignment)))
  readonly #call: Client
  readonly #jurisdictionId: string

  constructor(jurisdictionId: string, call: Client) {
    this.#call = call
    this.#jurisdictionId = jurisdictionId
    this.list = new Loaded((day, signal) =>
      call(listAssignments, { params: { jurisdictionId }, query: { day } }, { signal }),
    )
  }

  /** What stands in the way, where it is no longer true; nothing when it was given out. */
  async accept(id: number): Promise<AssignmentConflict['changes']> {
    try {
      await this.#settle(id, () => this.#call(acceptAssignment, { params: this.#params(id) }))
      return []
    } catch (failure) {
      const conflict = await conflictOf(failure, 'AssignmentConflict')
      if (!conflict) throw failure
      return conflict.changes
    }
  }

  async dismiss(id: number): Promise<void> {
    await this.#settle(id, () => this.#call(dismissAssignment, { params: this.#params(id) }))
  }

  async undo(id: number): Promise<void> {
    await this.#settle(id, () => this.#call(undoAssignment, { params: this.#params(id) }))
  }

  async weigh(id: number): Promise<void> {
    await this.#settle(id, () => this.#call(weighAssignment, { params: this.#params(id) }))
  }

  /** Follows decisions, and what makes them untrue; returns the function that stops. */
  follow(live: Pick<Live, 'on' | 'onResync'>): () => void {
    const refresh = afterQuiet(() => void this.list.refresh())
    const stops = [
      live.on('assignment', refresh),
      live.on('work_order', refresh),
      live.on('visit', refresh),
      live.on('plan', (event) => isOfDraft(event) || refresh()),
      live.onResync(refresh),
    ]
    return () => {
      stops.forEach((stop) => stop())
      refresh.stop()
    }
  }

  /** Whoever is told that it went wrong sees the list as it is. */
  async #settle(id: number, work: () => Promise<unknown>): Promise<void> {
    this.busyId = id
    try {
      await work()
    } finally {
      this.busyId = null
      await this.list.refresh()
    }
  }

  #ofStatus(wanted: (assignment: Assignment) => boolean): Assignment[] {
    return (this.list.value ?? []).filter(wanted)
  }

  #params(id: number) {
    return { jurisdictionId: this.#jurisdictionId, id }
  }
}

/** A person may still do something about it: accept, dismiss, or have it weighed again. */
function isOpen({ status }: Assignment): boolean {
  return status === 'proposed' || status === 'expired'
}

const key = Symbol('assign queue')

export function provideAssignQueue(queue: AssignQueue): AssignQueue {
  return setContext(key, queue)
}

/** The day's assignments that the console's parts share; call during component initialisation. */
export function useAssignQueue(): AssignQueue {
  return getContext<AssignQueue>(key)
}
