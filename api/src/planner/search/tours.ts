/**
 * Routes as doubly linked lists over typed arrays. Jobs are nodes 0 to jobs − 1; route r starts at node
 * `jobs + 2r` and ends at `jobs + 2r + 1`. A job in no route has `routeOf` −1.
 */
export interface Tours {
  jobs: number
  routes: number
  next: Int32Array
  prev: Int32Array
  routeOf: Int32Array
  /** Jobs a route. */
  size: Int32Array
  /** Jobs in routes, and routes that have any. */
  assigned: number
  used: number
}

export function createTours(jobs: number, routes: number): Tours {
  const nodes = jobs + 2 * routes
  const tours: Tours = {
    jobs,
    routes,
    next: new Int32Array(nodes).fill(-1),
    prev: new Int32Array(nodes).fill(-1),
    routeOf: new Int32Array(nodes).fill(-1),
    size: new Int32Array(routes),
    assigned: 0,
    used: 0,
  }
  for (let route = 0; route < routes; route++) clearRoute(tours, route)
  return tours
}

export function startOf(tours: Tours, route: number): number {
  return tours.jobs + 2 * route
}

export function endOf(tours: Tours, route: number): number {
  return tours.jobs + 2 * route + 1
}

/** Makes a route empty without touching the nodes that were in it. */
export function clearRoute(tours: Tours, route: number): void {
  const start = startOf(tours, route)
  const end = start + 1
  tours.next[start] = end
  tours.prev[end] = start
  tours.next[end] = -1
  tours.prev[start] = -1
  tours.routeOf[start] = route
  tours.routeOf[end] = route
  tours.assigned -= tours.size[route]
  if (tours.size[route] > 0) tours.used--
  tours.size[route] = 0
}

export function linkAfter(tours: Tours, node: number, before: number): void {
  const { next, prev, routeOf, size } = tours
  const after = next[before]
  const route = routeOf[before]
  next[before] = node
  prev[node] = before
  next[node] = after
  prev[after] = node
  routeOf[node] = route
  if (size[route]++ === 0) tours.used++
  tours.assigned++
}

export function unlink(tours: Tours, node: number): void {
  const { next, prev, routeOf, size } = tours
  const route = routeOf[node]
  const before = prev[node]
  const after = next[node]
  next[before] = after
  prev[after] = before
  routeOf[node] = -1
  if (--size[route] === 0) tours.used--
  tours.assigned--
}
