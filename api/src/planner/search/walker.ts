/** Routes as one flat list: route, number of nodes, nodes, and so on; then −1 and the jobs left out. */
export type FlatRoutes = number[]

/** One annealing walk over plans; both kinds of search are driven through this. */
export interface Walker {
  /** Takes over these routes and closes all others but `spare` empty ones. */
  load(flat: FlatRoutes, spare: number[]): void
  /** One ruin, recreate and decision. */
  step(temperature: number): void
  readonly cost: number
  readonly bestCost: number
  current(): FlatRoutes
  best(): FlatRoutes
  /** Goes on from the best plan. */
  returnToBest(): void
}
