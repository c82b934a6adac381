import type { Random } from './random.ts'
import { joinFlat, splitFlat } from './walker.ts'
import type { FlatRoutes } from './walker.ts'

/** What cutting a plan into neighbourhoods needs: a price between jobs, `cost[a * places + b]`. */
export interface Geometry {
  places: number
  cost: ArrayLike<number>
  typeOf: Int32Array
}

export interface Part {
  flat: FlatRoutes
  /** Empty routes that this part may use. */
  spare: number[]
}

/**
 * Cuts a plan into parts of neighbouring routes with about equal numbers of jobs. The line of the cut is
 * drawn through two random jobs, so that it lies elsewhere each time.
 */
export function partition(flat: FlatRoutes, geometry: Geometry, parts: number, random: Random): Part[] {
  const { routes, absent } = splitFlat(flat)
  const jobs = [...routes.flatMap(({ nodes }) => nodes), ...absent]
  const one = jobs[random.below(jobs.length)]
  const far = farther(geometry, one, jobs[random.below(jobs.length)], jobs[random.below(jobs.length)])
  const score = (job: number) =>
    geometry.cost[one * geometry.places + job] - geometry.cost[far * geometry.places + job]
  const pieces = [
    ...routes.map((route) => ({
      route,
      absent: [] as number[],
      score: mean(route.nodes, score),
      size: route.nodes.length,
    })),
    ...absent.map((job) => ({ route: null, absent: [job], score: score(job), size: 1 })),
  ].sort((a, b) => a.score - b.score)

  const result: Part[] = []
  let index = 0
  let taken = 0
  for (let part = 0; part < parts; part++) {
    const share = ((part + 1) * jobs.length) / parts
    const own: typeof pieces = []
    while (index < pieces.length && (part === parts - 1 || taken + pieces[index].size / 2 <= share)) {
      own.push(pieces[index])
      taken += pieces[index++].size
    }
    const flatPart = joinFlat(
      own.flatMap(({ route }) => (route ? [route] : [])),
      own.flatMap((piece) => piece.absent),
    )
    result.push({ flat: flatPart, spare: [] })
  }
  dealEmptyRoutes(result, routes, geometry.typeOf, random.below(parts))
  return result
}

function farther({ cost, places }: Geometry, from: number, a: number, b: number): number {
  return cost[from * places + a] > cost[from * places + b] ? a : b
}

function mean(nodes: number[], score: (job: number) => number): number {
  return nodes.reduce((sum, node) => sum + score(node), 0) / nodes.length
}

/** Round by type, so that each part has some of each. */
function dealEmptyRoutes(parts: Part[], used: { route: number }[], typeOf: Int32Array, first: number): void {
  const isUsed = new Set(used.map(({ route }) => route))
  const dealt = new Map<number, number>()
  typeOf.forEach((type, route) => {
    if (isUsed.has(route)) return
    const turn = dealt.get(type) ?? first
    parts[turn % parts.length].spare.push(route)
    dealt.set(type, turn + 1)
  })
}
