import { COMPACTNESS_NEIGHBOURS } from '../../model/index.ts'
import type { RichState } from './rich-state.ts'

/** Costs that belong to the plan as a whole. Prices for single moves are estimates; these are exact. */
export function balanceTerm({ instance, crewWork, allWork }: RichState): number {
  const { weights, crews, crewAvailable, allAvailable } = instance
  if (weights.balance === 0 || allAvailable === 0) return 0
  let apart = 0
  for (let crew = 0; crew < crews; crew++) {
    apart += Math.abs(allAvailable * crewWork[crew] - crewAvailable[crew] * allWork)
  }
  return weights.balance * Math.floor(apart / allAvailable)
}

/** Price of `seconds` more work for a crew; the fair shares of all crews grow with it. */
export function balanceDelta(
  { instance, crewWork, allWork }: RichState,
  crew: number,
  seconds: number,
): number {
  const { weights, crews, crewAvailable, allAvailable } = instance
  if (weights.balance === 0 || allAvailable === 0) return 0
  let apart = 0
  for (let other = 0; other < crews; other++) {
    const share = crewAvailable[other] / allAvailable
    const before = crewWork[other] - share * allWork
    const after = before + (other === crew ? seconds : 0) - share * seconds
    apart += Math.abs(after) - Math.abs(before)
  }
  return weights.balance * apart
}

/** Exact fairness; also sets the price a second for each neighbourhood. */
export function fairnessTerm(state: RichState): number {
  const { instance, gradient, endAt, tours } = state
  const { weights, hood, hoods, reported, horizonEnd, jobs, links } = instance
  if (weights.fairness === 0 || hoods === 0) return 0
  const seconds = new Float64Array(hoods)
  const counts = new Float64Array(hoods)
  let [all, allSeconds, apart, lean] = [0, 0, 0, 0]
  for (let job = 0; job < jobs; job++) {
    if (hood[job] < 0) continue
    let end = tours.routeOf[job] >= 0 ? endAt[job] : horizonEnd
    if (links.doneRoute[job] >= 0) end = links.doneEnd[job]
    seconds[hood[job]] += end - reported[job]
    allSeconds += end - reported[job]
    counts[hood[job]]++
    all++
  }
  for (let index = 0; index < hoods; index++) {
    const off = all * seconds[index] - counts[index] * allSeconds
    apart += Math.abs(off)
    gradient[index] = Math.sign(off)
    lean += Math.sign(off) * counts[index]
  }
  for (let index = 0; index < hoods; index++)
    gradient[index] = weights.fairness * (gradient[index] - lean / all)
  return weights.fairness * Math.floor(apart / all)
}

/** Weighted number of neighbours that a job on this route is cut off from. */
export function cutsOf({ instance, tours }: RichState, job: number, route: number): number {
  const { weights, pairFrom, pairTo, links } = instance
  if (weights.compactness === 0) return 0
  let cuts = 0
  for (let index = pairFrom[job]; index < pairFrom[job + 1]; index++) {
    const other = pairTo[index]
    const where = tours.routeOf[other] >= 0 ? tours.routeOf[other] : links.doneRoute[other]
    if (where >= 0 && where !== route) cuts++
  }
  return cuts * weights.compactness
}

/** What the frozen past adds to compactness, whatever the plan. */
export function pastCuts({ instance }: RichState): number {
  const { weights, pairFrom, pairTo, links, jobs, isOutside } = instance
  let cuts = 0
  for (let job = 0; job < jobs; job++) {
    const route = links.doneRoute[job]
    if (route < 0) continue
    if (isOutside[route * jobs + job]) cuts += COMPACTNESS_NEIGHBOURS
    for (let index = pairFrom[job]; index < pairFrom[job + 1]; index++) {
      const other = pairTo[index]
      if (other > job && links.doneRoute[other] >= 0 && links.doneRoute[other] !== route) cuts++
    }
  }
  return cuts * weights.compactness
}

/** Weighted cuts between planned jobs, and between these and the frozen past. */
export function plannedCuts({ instance, tours }: RichState, jobs: number[]): number {
  const { weights, pairFrom, pairTo, links } = instance
  let cuts = 0
  for (const job of jobs) {
    const route = tours.routeOf[job]
    if (route < 0) continue
    for (let index = pairFrom[job]; index < pairFrom[job + 1]; index++) {
      const other = pairTo[index]
      // a pair of planned jobs is met twice
      const where =
        tours.routeOf[other] < 0 ? links.doneRoute[other] : other > job ? tours.routeOf[other] : -1
      if (where >= 0 && where !== route) cuts++
    }
  }
  return cuts * weights.compactness
}
