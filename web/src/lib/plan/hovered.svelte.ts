import { getContext, setContext } from 'svelte'

/** A stop of the plan, or a crew's route as a whole. */
export interface Pointed {
  crewId: number | null
  taskId: number | null
}

type Marked = Pick<Element, 'toggleAttribute'>
interface Room {
  querySelectorAll(selector: string): Iterable<Marked>
}

/**
 * What the pointer or the focus is on, lit wherever else it stands: list, board, timeline and map. Parts say what they
 * are by `data-task` and `data-crew`; only those that change are touched, and nothing is drawn again.
 */
export class Hovered {
  shown = $state.raw<Pointed | null>(null)
  #lit: Marked[] = []

  point(next: Pointed | null): void {
    if (next?.taskId === this.shown?.taskId && next?.crewId === this.shown?.crewId) return
    this.shown = next
  }

  /** Lights what is shown in this part of the page, and nothing else. */
  light(room: Room): void {
    for (const each of this.#lit) each.toggleAttribute('data-lit', false)
    const { shown } = this
    this.#lit = shown ? [...room.querySelectorAll(selectorOf(shown))] : []
    for (const each of this.#lit) each.toggleAttribute('data-lit', true)
  }

  /** For `{@attach}`: follows pointer and focus over all that is in an element. */
  follow = (room: HTMLElement): (() => void) => {
    const listening = new AbortController()
    const { signal } = listening
    const look = ({ target }: Event) => this.point(pointedAt(target as Element))
    room.addEventListener('pointerover', look, { signal, passive: true })
    room.addEventListener('focusin', look, { signal })
    room.addEventListener('pointerleave', () => this.point(null), { signal })
    return () => listening.abort()
  }
}

/** What of the plan a part of the page is about; null for what is about none. */
export function pointedAt(part: Pick<Element, 'closest'>): Pointed | null {
  const taskId = idOf(part.closest<HTMLElement>('[data-task]')?.dataset.task)
  const crewId = idOf(part.closest<HTMLElement>('[data-crew]')?.dataset.crew)
  return taskId === null && crewId === null ? null : { taskId, crewId }
}

function selectorOf({ taskId, crewId }: Pointed): string {
  return taskId === null ? `[data-crew="${crewId}"]:not([data-task])` : `[data-task="${taskId}"]`
}

function idOf(text: string | undefined): number | null {
  return text ? Number(text) : null
}

const key = Symbol('hovered')

export function provideHovered(hovered: Hovered): Hovered {
  return setContext(key, hovered)
}

/** What the console's pointer is on; call during component initialisation. */
export function useHovered(): Hovered {
  return getContext<Hovered>(key)
}
