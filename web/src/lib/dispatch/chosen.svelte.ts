/** as many as a dispatcher looks over at once */
export const mostChosen = 2000
/** an order takes so many requests, and so many are moved in one call */
export const mostAtOnce = 500

/** The rows chosen to be worked on together, in the list, on the map or by drawing around them. */
export class Chosen<Row extends { id: number }> {
  rows = $state.raw<ReadonlyMap<number, Row>>(new Map())
  #anchor: number | null = null

  get size(): number {
    return this.rows.size
  }

  get list(): Row[] {
    return [...this.rows.values()]
  }

  has(id: number): boolean {
    return this.rows.has(id)
  }

  toggle(row: Row): void {
    const next = new Map(this.rows)
    if (!next.delete(row.id)) next.set(row.id, row)
    this.#keep(next)
    this.#anchor = row.id
  }

  /** Rows that are chosen together or not at all: the first of them says which. */
  toggleAll(rows: readonly [Row, ...Row[]]): void {
    const next = new Map(this.rows)
    const isChosen = next.has(rows[0].id)
    for (const row of rows) {
      if (isChosen) next.delete(row.id)
      else next.set(row.id, row)
    }
    this.#keep(next)
    this.#anchor = rows[0].id
  }

  /** Takes in rows that are not chosen yet; out, where all of them are. */
  turnAll(rows: readonly Row[]): void {
    const [first, ...others] = rows
    if (first && rows.every(({ id }) => this.has(id))) this.toggleAll([first, ...others])
    else this.add(rows)
  }

  /** The row a range will start from. */
  anchorAt(id: number): void {
    this.#anchor = id
  }

  /** Chooses all rows between the anchor and `id` as they stand in the list. */
  extendTo(listed: readonly Row[], id: number): void {
    const to = listed.findIndex((row) => row.id === id)
    if (to < 0) return
    const anchored = listed.findIndex((row) => row.id === this.#anchor)
    const from = anchored < 0 ? to : anchored
    this.add(listed.slice(Math.min(from, to), Math.max(from, to) + 1))
    if (anchored < 0) this.#anchor = id
  }

  add(rows: readonly Row[]): void {
    this.#keep(new Map([...this.rows, ...rows.map((row) => [row.id, row] as const)]))
  }

  replace(rows: readonly Row[]): void {
    this.#keep(new Map(rows.map((row) => [row.id, row])))
  }

  clear(): void {
    this.rows = new Map()
    this.#anchor = null
  }

  #keep(rows: Map<number, Row>): void {
    this.rows = rows.size > mostChosen ? new Map([...rows].slice(0, mostChosen)) : rows
  }
}
