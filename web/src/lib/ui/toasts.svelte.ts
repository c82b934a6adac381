export interface Toast {
  id: number
  kind: 'info' | 'ok' | 'late'
  text: string
  /** a newer message of the same topic takes its place */
  topic?: 'plan' | 'jeopardy' | 'chosen' | 'place'
  action?: { label: string; run: () => void }
}

/** milliseconds that a message stays once nobody is at it any more */
const afterwards = 2000

/** Short messages that leave by themselves, but under nobody's hand; errors stay until dismissed. */
class Toasts {
  list = $state<Toast[]>([])
  #next = 1
  readonly #held = new Set<number>()

  show(toast: Omit<Toast, 'id'>, milliseconds = 6000): void {
    const id = this.#next++
    const others = this.list.filter(({ topic }) => topic === undefined || topic !== toast.topic)
    this.list = [...others, { ...toast, id }]
    if (toast.kind !== 'late') this.#leave(id, milliseconds)
  }

  /** Somebody points at it or has the focus in it, or no longer. */
  hold(id: number, isHeld: boolean): void {
    if (isHeld) this.#held.add(id)
    else this.#held.delete(id)
  }

  #leave(id: number, milliseconds: number): void {
    setTimeout(() => (this.#held.has(id) ? this.#leave(id, afterwards) : this.dismiss(id)), milliseconds)
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id)
    this.#held.delete(id)
  }
}

export const toasts = new Toasts()
