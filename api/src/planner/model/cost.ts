/** Each part of a plan's cost, as its own integer and before weighting. */
export interface Cost {
  /** Sum of `unassignedCost` of the jobs left out. */
  unassigned: number
  /** Seconds past the due time × the job's price. */
  lateness: number
  /** Seconds past the end of shift × the crew's price. */
  overtime: number
  /** Legs, by the crews' prices. */
  travel: number
  /** Used shifts. */
  fixed: number
  /** Working seconds away from each crew's fair share, by its available time. */
  balance: number
  /** Pairs of neighbouring jobs on different routes, and jobs outside the crew's zones. */
  compactness: number
  /** Waiting seconds of citizens away from the city's mean, summed over neighbourhoods. */
  fairness: number
  /** Changes against the published plan, by the stability prices. */
  stability: number
}

export type Weights = Cost

export const COST_PARTS = [
  'unassigned',
  'lateness',
  'overtime',
  'travel',
  'fixed',
  'balance',
  'compactness',
  'fairness',
  'stability',
] as const satisfies (keyof Cost)[]

export const DEFAULT_WEIGHTS: Weights = {
  unassigned: 1_000_000,
  lateness: 1,
  overtime: 1,
  travel: 1,
  fixed: 1,
  balance: 0,
  compactness: 0,
  fairness: 0,
  stability: 0,
}

export function zeroCost(): Cost {
  return {
    unassigned: 0,
    lateness: 0,
    overtime: 0,
    travel: 0,
    fixed: 0,
    balance: 0,
    compactness: 0,
    fairness: 0,
    stability: 0,
  }
}

/** The one number the search minimises. */
export function totalCost(cost: Cost, weights: Weights): number {
  let total = 0
  for (const part of COST_PARTS) total += cost[part] * weights[part]
  return total
}
