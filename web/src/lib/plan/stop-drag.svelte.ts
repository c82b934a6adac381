import { failureText } from '#lib/city/api.ts'
import { current } from '#lib/dispatch/current-view.svelte.ts'
import { toasts } from '#lib/ui/toasts.svelte.ts'
import type { Destination, Planning } from './planning.svelte.ts'
import { dropPlace, laneOf } from './timeline.ts'

/** Where something dragged would go; no crew means out of the plan. */
export interface DropTarget {
  crewId: number | null
  /** among the crew's tasks without the one that is moved; the cheapest place unless told */
  place?: number
}

/** pixels a press may wander and still be a click */
const clickSlack = 5

/** A stop that is dragged from list or timeline to another crew or place. */
export class StopDrag {
  taskId = $state<number | null>(null)
  title = $state('')
  x = $state(0)
  y = $state(0)
  target = $state.raw<DropTarget | null>(null)
  readonly #planning: Planning
  #stop = () => {}

  constructor(planning: Planning) {
    this.#planning = planning
  }

  get isDragging(): boolean {
    return this.taskId !== null
  }

  /** Begins on pointer down; becomes a drag once the pointer has left its place. */
  press(event: PointerEvent, task: { taskId: number; title: string }): void {
    if (event.button !== 0 || !this.#planning.canChange) return
    const from = { x: event.clientX, y: event.clientY }
    const listening = new AbortController()
    const { signal } = listening
    this.#stop = () => {
      listening.abort()
      this.taskId = null
      this.target = null
    }
    const move = (next: PointerEvent) => {
      const way = Math.hypot(next.clientX - from.x, next.clientY - from.y)
      if (this.taskId === null && way < clickSlack) return
      next.preventDefault()
      this.taskId = task.taskId
      this.title = task.title
      this.x = next.clientX
      this.y = next.clientY
      this.target = this.#targetAt(next.clientX, next.clientY, task.taskId)
    }
    window.addEventListener('pointermove', move, { signal })
    window.addEventListener('pointerup', () => void this.#drop(), { signal })
    window.addEventListener('pointercancel', () => this.#stop(), { signal })
    window.addEventListener('keydown', (key) => key.key === 'Escape' && this.#stop(), { signal })
  }

  async #drop(): Promise<void> {
    const { taskId, target } = this
    this.#stop()
    if (taskId === null) return
    swallowClick()
    if (target) await moveByHand(this.#planning, taskId, target)
  }

  #targetAt(x: number, y: number, taskId: number): DropTarget | null {
    const zone = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-drop]')
    if (!zone) return null
    const { drop, crew, place } = zone.dataset
    if (drop === 'out') return { crewId: null }
    const crewId = Number(crew)
    if (drop === 'crew') return { crewId }
    const box = zone.getBoundingClientRect()
    if (drop === 'stop') {
      return { crewId, place: this.#placeBeside(crewId, Number(place), y > box.top + box.height / 2, taskId) }
    }
    const { from, to } = zone.dataset
    const time = Number(from) + ((x - box.left) / box.width) * (Number(to) - Number(from))
    const route = this.#planning.detail.value?.routes.find((each) => each.crewId === crewId)
    if (!route) return { crewId }
    return { crewId, place: dropPlace(laneOf(route, []), time, taskId) }
  }

  /** Before or after a stop of the list, counted without the one that is moved. */
  #placeBeside(crewId: number, place: number, isAfter: boolean, taskId: number): number {
    const moved = this.#planning.find(taskId)
    const wanted = place + (isAfter ? 1 : 0)
    return moved?.crewId === crewId && moved.place < wanted ? wanted - 1 : wanted
  }
}

/** Moves a task and shows the version that comes of it. */
export async function moveByHand(planning: Planning, taskId: number, to: Destination): Promise<boolean> {
  const from = planning.find(taskId)
  if (from && from.crewId === to.crewId && (to.place === from.place || to.crewId === null)) return false
  try {
    const moved = await planning.move(taskId, to)
    if (!moved) return false
    await current.show({ planId: moved.planId, version: moved.version, stage: 'plan' })
    return true
  } catch (failure) {
    toasts.show({ kind: 'late', text: failureText(failure) })
    return false
  }
}

/** The click that ends a drag is no click. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => {
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
}
