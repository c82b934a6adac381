import type { Carried, Target } from './week-moves.ts'

/** pixels a press may wander and still be a click */
const clickSlack = 5

/** A member who is being put elsewhere: dragged by a pointer, or picked up and carried by keys or clicks. */
export class Carrying {
  carried = $state.raw<Carried | null>(null)
  target = $state.raw<Target | null>(null)
  way = $state<'drag' | 'keys'>('keys')
  isCopy = $state(false)
  x = $state(0)
  y = $state(0)
  #stop = () => {}
  #hasDragged = false

  /** Begins on pointer down; becomes a drag once the pointer has left its place. */
  press(event: PointerEvent, carried: Carried, drop: () => void): void {
    if (event.button !== 0) return
    const from = { x: event.clientX, y: event.clientY }
    const listening = new AbortController()
    const { signal } = listening
    this.#hasDragged = false
    this.#stop = () => {
      listening.abort()
      this.release()
    }
    const move = (next: PointerEvent) => {
      if (!this.#hasDragged && Math.hypot(next.clientX - from.x, next.clientY - from.y) < clickSlack) return
      next.preventDefault()
      this.#hasDragged = true
      this.carried = carried
      this.way = 'drag'
      this.x = next.clientX
      this.y = next.clientY
      this.isCopy = next.ctrlKey || next.metaKey
      this.target = targetAt(next.clientX, next.clientY)
    }
    const up = () => {
      listening.abort()
      if (!this.#hasDragged) return
      drop()
    }
    window.addEventListener('pointermove', move, { signal })
    window.addEventListener('pointerup', up, { signal })
    window.addEventListener('pointercancel', () => this.#stop(), { signal })
    window.addEventListener('keydown', (key) => key.key === 'Escape' && this.#stop(), { signal })
  }

  /** A click that ends a drag picks nothing up. */
  pick(carried: Carried, at: Target): void {
    if (this.#hasDragged) {
      this.#hasDragged = false
      return
    }
    this.carried = carried
    this.target = at
    this.way = 'keys'
    this.isCopy = false
  }

  release(): void {
    this.carried = null
    this.target = null
  }

  isOver(crewId: number | null, day: string): boolean {
    return this.target !== null && this.target.crewId === crewId && this.target.day === day
  }
}

/** The shift whose place in a cell this is. */
export function shiftUnder(element: Element | null | undefined): number | null {
  const shift = element?.closest<HTMLElement>('[data-shift]')?.dataset.shift
  return shift ? Number(shift) : null
}

function targetAt(x: number, y: number): Target | null {
  const under = document.elementFromPoint(x, y)
  const cell = under?.closest<HTMLElement>('[data-drop]')
  if (!cell?.dataset.day) return null
  return {
    crewId: cell.dataset.crew ? Number(cell.dataset.crew) : null,
    day: cell.dataset.day,
    shiftId: shiftUnder(under),
  }
}
