import type { PlanProblem, PlanVersionDetail } from '@dromos/api/contract'
import { rest } from '#lib/ui/rest.ts'
import { whenIdle } from '#lib/ui/when-idle.ts'
import type { LiveMoves, Matrices, MovePreview, Offer, Slot, unpackMatrices } from './live-moves.ts'
import { dropTargetAt, type DropTarget } from './drop-target.ts'
import { EdgeScroll } from './edge-scroll.ts'
import { followPress, swallowClick } from './follow-press.ts'
import { moveByHand } from './move-by-hand.ts'
import type { Planning } from './planning.svelte.ts'
import { keyOf } from './version-key.ts'

/** of more tasks no crew is asked what they would cost it: that takes longer than a frame */
const mostOffered = 8

type FetchProblem = (
  planId: number,
  version: number,
  knownMatrices: string | undefined,
) => Promise<PlanProblem | null>

interface Moves {
  /** of the version */
  key: string
  live: LiveMoves | null
  /** settles once they are here, or cannot be had */
  coming: Promise<void>
}

/** A stop, or all that are chosen, dragged from list or timeline to another crew or place. */
export class StopDrag {
  /** the stop under the pointer */
  taskId = $state<number | null>(null)
  /** all that go along, in the order they are to be done */
  taskIds = $state.raw<readonly number[]>([])
  title = $state('')
  x = $state(0)
  y = $state(0)
  target = $state.raw<DropTarget | null>(null)
  /** a finger hides what is beneath it */
  isTouch = $state(false)
  /** what the move would do; null while nothing is known of it */
  preview = $state.raw<MovePreview | null>(null)
  /** what each crew would pay for what is dragged */
  offers = $state.raw<ReadonlyMap<number, Offer>>(new Map())
  /** the best places of all */
  slots = $state.raw<readonly Slot[]>([])
  /** what a map, where there is one, has under the pointer */
  onMap: ((x: number, y: number) => DropTarget | null) | null = null
  readonly #planning: Planning
  readonly #fetch: FetchProblem
  #matrices: { key: string; tables: Matrices } | null = null
  #moves: Moves | null = null
  readonly #edges = new EdgeScroll()
  #give = () => {}

  constructor(planning: Planning, fetch: FetchProblem) {
    this.#planning = planning
    this.#fetch = fetch
  }

  /** Comes once what moves are tried on is here: fetched once a version, when a pointer comes near what can be dragged. */
  async warm(): Promise<void> {
    const detail = this.#planning.detail.value
    if (!detail || !this.#planning.canChange) return
    const key = keyOf(detail)
    if (this.#moves?.key !== key) {
      const moves: Moves = { key, live: null, coming: Promise.resolve() }
      this.#moves = moves
      moves.coming = this.#fetchMoves(moves, detail)
    }
    await this.#moves.coming
  }

  async #fetchMoves(moves: Moves, { planId, version }: PlanVersionDetail): Promise<void> {
    try {
      const [{ LiveMoves, unpackMatrices }, known] = await Promise.all([
        import('./live-moves.ts'),
        this.#fetch(planId, version, this.#matrices?.key),
      ])
      const matrices = known && this.#matricesOf(known, unpackMatrices)
      if (!known || !matrices || this.#moves !== moves) return
      const live = (moves.live = new LiveMoves(known, matrices))
      const [first] = known.taskIds
      // it came while the hand was moving already, or the first hand is not to wait for a program that never ran
      if (this.isDragging) this.#offer()
      else if (known.matrices && first !== undefined) whenIdle(() => live.slots([first]))
    } catch {
      // a move can be made without being tried before; the next pointer asks again
      if (this.#moves === moves) this.#moves = null
    }
  }

  /** Travel times are sent once and stay for the versions that follow; null if another answer overtook this one. */
  #matricesOf({ matricesKey: key, matrices }: PlanProblem, unpack: typeof unpackMatrices): Matrices | null {
    if (matrices) this.#matrices = { key, tables: unpack(matrices) }
    return this.#matrices?.key === key ? this.#matrices.tables : null
  }

  /** Where the move would lead, by whatever means it is chosen. */
  aim(taskIds: readonly number[], to: DropTarget | null): void {
    this.preview = to === null ? null : (this.#live?.preview(taskIds, to) ?? null)
  }

  get #live(): LiveMoves | null {
    const detail = this.#planning.detail.value
    return detail && this.#moves?.key === keyOf(detail) ? this.#moves.live : null
  }

  get isDragging(): boolean {
    return this.taskId !== null
  }

  /** Begins on pointer down; becomes a drag once a mouse has left its place, or a finger has rested there. */
  press(event: MouseEvent, task: { taskId: number; title: string }, held?: (isHeld: boolean) => void): void {
    if (event.button !== 0 || !this.#planning.canChange) return
    this.#give()
    const move = ({ clientX, clientY }: Pick<PointerEvent, 'clientX' | 'clientY'>) => {
      this.x = clientX
      this.y = clientY
      this.#pointThere()
      this.#edges.follow(clientX, clientY, () => this.#pointThere())
    }
    const stop = () => {
      this.#stop()
      held?.(false)
    }
    const end = followPress(event, {
      lift: (at, isTouch) => {
        held?.(true)
        this.#begin(task.taskId)
        this.title = task.title
        this.isTouch = isTouch
        if (!isTouch) return
        // what was lifted is seen to be, before it goes anywhere
        void this.warm()
        move(at)
      },
      move,
      drop: (hasMoved) => void this.#drop(hasMoved ? null : task.taskId, stop),
      cancel: stop,
    })
    this.#give = () => {
      end()
      stop()
    }
  }

  #stop(): void {
    this.#give = () => {}
    this.#edges.stop()
    this.taskId = null
    this.taskIds = []
    this.target = null
    this.preview = null
    this.offers = new Map()
    this.slots = []
  }

  /** With a stop that is chosen all that are chosen go along. */
  #begin(taskId: number): void {
    const { chosen, detail } = this.#planning
    const taskIds = chosen.along(detail.value, taskId)
    this.taskId = taskId
    this.taskIds = taskIds
    // a hand that has begun to move is followed first
    requestAnimationFrame(() => setTimeout(() => this.taskIds === taskIds && this.#offer()))
  }

  /** Where what is dragged would go best, and what each crew would pay for it. */
  #offer(): void {
    const { taskIds } = this
    if (taskIds.length === 0) return
    this.slots = this.#live?.slots(taskIds) ?? []
    if (taskIds.length <= mostOffered) this.offers = this.#live?.offers(taskIds) ?? new Map()
  }

  /** What lies under the pointer; the same place may hold something else once a list has scrolled. */
  #pointThere(): void {
    const given = { planning: this.#planning, taskIds: this.taskIds, onMap: this.onMap }
    const target = dropTargetAt(this.x, this.y, given)
    if (target?.crewId === this.target?.crewId && target?.place === this.target?.place && this.preview) return
    this.target = target
    this.aim(this.taskIds, target)
  }

  /** A finger that lifted a stop and put it down where it was chooses it. */
  async #drop(restedOn: number | null, stop: () => void): Promise<void> {
    const { taskIds, target, isTouch } = this
    stop()
    if (taskIds.length === 0) return
    swallowClick(isTouch)
    if (restedOn !== null) this.#planning.chosen.turn(restedOn)
    else if (target && (await moveByHand(this.#planning, taskIds, target))) {
      // a hand that moved one stop moves the next: what that is tried on is not asked beside the move itself
      await rest.comes()
      await this.warm()
    }
  }
}

/** For `{@attach}`: a list under a finger that carries something does not scroll. */
export function staysUnder(drag: StopDrag): (room: HTMLElement) => () => void {
  return (room) => {
    const stay = (event: TouchEvent) => drag.isDragging && event.cancelable && event.preventDefault()
    // it is to be there before the finger is, and not passive, or the browser scrolls without asking
    room.addEventListener('touchmove', stay, { passive: false })
    return () => room.removeEventListener('touchmove', stay)
  }
}
