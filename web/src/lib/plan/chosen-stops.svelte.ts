import type { PlanVersionDetail } from '@dromos/api/contract'

type Version = Pick<PlanVersionDetail, 'routes' | 'unassigned'>

/** Stops that are chosen together: what is done to one of them is done to all. */
export class ChosenStops {
  ids = $state.raw<ReadonlySet<number>>(new Set())
  #last: number | null = null

  has(taskId: number | null): boolean {
    return taskId !== null && this.ids.has(taskId)
  }

  turn(taskId: number): void {
    const next = new Set(this.ids)
    if (!next.delete(taskId)) next.add(taskId)
    this.ids = next
    this.#last = taskId
  }

  take(taskIds: readonly number[], isAdding: boolean): void {
    this.ids = new Set(isAdding ? [...this.ids, ...taskIds] : taskIds)
    this.#last = taskIds.at(-1) ?? this.#last
  }

  /** From the stop chosen last to this one, where one crew has both. */
  extendTo(version: Version, taskId: number): void {
    const row = version.routes.map(tasksOf).find((tasks) => tasks.includes(taskId)) ?? []
    const from = this.#last === null ? -1 : row.indexOf(this.#last)
    if (from < 0) return this.turn(taskId)
    const to = row.indexOf(taskId)
    this.ids = new Set([...this.ids, ...row.slice(Math.min(from, to), Math.max(from, to) + 1)])
    this.#last = taskId
  }

  clear(): void {
    // where nothing is chosen nothing is other afterwards: each stop asks whether it is one of them
    if (this.ids.size > 0) this.ids = new Set()
    this.#last = null
  }

  /** Those that the version has, crew by crew as they are visited, then what nobody has. */
  inOrder(version: Version | null): number[] {
    if (!version || this.ids.size === 0) return []
    const all = [...version.routes.flatMap(tasksOf), ...version.unassigned.map(({ taskId }) => taskId)]
    return all.filter((taskId) => this.ids.has(taskId))
  }

  /** What goes along with a stop: all that are chosen if it is one of them, else it alone. */
  along(version: Version | null, taskId: number): number[] {
    return this.has(taskId) ? this.inOrder(version) : [taskId]
  }
}

interface Choosing {
  chosen: ChosenStops
  detail: { value: Version | null }
  /** what may not be changed is not chosen */
  canChange: boolean
}

/** A click that chooses; false for one that opens. */
export function chooseByClick(
  { chosen, detail: { value: version }, canChange }: Choosing,
  taskId: number,
  { ctrlKey, metaKey, shiftKey }: Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>,
): boolean {
  if (!version || !canChange || !(ctrlKey || metaKey || shiftKey)) return false
  if (shiftKey) chosen.extendTo(version, taskId)
  else chosen.turn(taskId)
  return true
}

/** By the keys: Space chooses, with Shift from the one chosen last; Escape ends it, unless it ends a drag first. */
export function chooseByKey(
  { chosen, detail: { value: version }, canChange }: Choosing,
  taskId: number,
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'preventDefault' | 'stopPropagation'>,
  isDragging: boolean,
): void {
  if (event.key === 'Escape' && chosen.ids.size && !isDragging) chosen.clear()
  else if (event.key !== ' ' || !version || !canChange) return
  else if (event.shiftKey) chosen.extendTo(version, taskId)
  else chosen.turn(taskId)
  event.preventDefault()
  event.stopPropagation()
}

function tasksOf({ stops }: Version['routes'][number]): number[] {
  return stops.flatMap(({ kind, taskId }) => (kind === 'task' && taskId !== null ? [taskId] : []))
}
