export interface Toast {
  id: number
  kind: 'info' | 'ok' | 'late'
  text: string
  /** a newer message of the same topic takes its place */
  topic?: 'plan' | 'jeopardy' | 'chosen'
  action?: { label: string; run: () => void }
}

/** Short messages that leave by themselves; errors stay until dismissed. */
class Toasts {
  list = $state<Toast[]>([])
  #next = 1

  show(toast: Omit<Toast, 'id'>, milliseconds = 6000): void {
    const id = this.#next++
    const others = this.list.filter(({ topic }) => topic === undefined || topic !== toast.topic)
    this.list = [...others, { ...toast, id }]
    if (toast.kind !== 'late') setTimeout(() => this.dismiss(id), milliseconds)
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id)
  }
}

export const toasts = new Toasts()
