import type { RequestRow } from '@dromos/api/contract'

/** as many as a dispatcher looks over at once */
export const mostChosen = 2000
/** an order takes so many requests, and so many are moved in one call */
export const mostAtOnce = 500

/** The requests chosen for a work order, in the list, on the map or with the lasso. */
export class Chosen {
  rows = $state.raw<ReadonlyMap<number, RequestRow>>(new Map())
  #anchor: number | null = null

  get size(): number {
    return this.rows.size
  }

  get list(): RequestRow[] {
    return [...this.rows.values()]
  }

  has(id: number): boolean {
    return this.rows.has(id)
  }

  toggle(row: RequestRow): void {
    const next = new Map(this.rows)
    if (!next.delete(row.id)) next.set(row.id, row)
    this.#keep(next)
    this.#anchor = row.id
  }

  /** The row a range will start from. */
  anchorAt(id: number): void {
    this.#anchor = id
  }

  /** Chooses all rows between the anchor and `id` as they stand in the list. */
  extendTo(listed: readonly RequestRow[], id: number): void {
    const to = listed.findIndex((row) => row.id === id)
    if (to < 0) return
    const anchored = listed.findIndex((row) => row.id === this.#anchor)
    const from = anchored < 0 ? to : anchored
    this.add(listed.slice(Math.min(from, to), Math.max(from, to) + 1))
    if (anchored < 0) this.#anchor = id
  }

  add(rows: readonly RequestRow[]): void {
    this.#keep(new Map([...this.rows, ...rows.map((row) => [row.id, row] as const)]))
  }

  replace(rows: readonly RequestRow[]): void {
    this.#keep(new Map(rows.map((row) => [row.id, row])))
  }

  clear(): void {
    this.rows = new Map()
    this.#anchor = null
  }

  #keep(rows: Map<number, RequestRow>): void {
    this.rows = rows.size > mostChosen ? new Map([...rows].slice(0, mostChosen)) : rows
  }
}
