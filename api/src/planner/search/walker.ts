/** Routes as one flat list: route, number of nodes, nodes, and so on; then −1 and the jobs left out. */
export type FlatRoutes = number[]

/** One annealing walk over plans; both kinds of search are driven through this. */
export interface Walker {
  /** Takes over these routes and closes all others but `spare` empty ones. */
  load(flat: FlatRoutes, spare: number[]): void
  /** Puts every absent job in where it fits best, one after the other. */
  construct(): void
  /** Whether `step` may pass through plans that break windows and loads; `areCheap` at first. */
  allowBreaches?(areAllowed: boolean, areCheap: boolean): void
  /** One ruin, recreate and decision. */
  step(temperature: number): void
  /** A step that only tries to leave fewer jobs out. */
  serveStep(): void
  /** Jobs are left out and have been from the beginning. */
  readonly isServing: boolean
  readonly absentCount: number
  readonly cost: number
  readonly bestCost: number
  current(): FlatRoutes
  best(): FlatRoutes
}

export interface RouteNodes {
  route: number
  nodes: number[]
}

export function splitFlat(flat: FlatRoutes): { routes: RouteNodes[]; absent: number[] } {
  const routes: RouteNodes[] = []
  let index = 0
  while (flat[index] >= 0) {
    const nodes = flat.slice(index + 2, index + 2 + flat[index + 1])
    routes.push({ route: flat[index], nodes })
    index += 2 + nodes.length
  }
  return { routes, absent: flat.slice(index + 1) }
}

export function joinFlat(routes: RouteNodes[], absent: number[]): FlatRoutes {
  return [...routes.flatMap(({ route, nodes }) => [route, nodes.length, ...nodes]), -1, ...absent]
}
