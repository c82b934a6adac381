import type { Random } from './random.ts'

/** Values by job that jobs are sorted by before they are put back. */
export interface OrderKeys {
  demand: ArrayLike<number>
  distance: ArrayLike<number>
  windowLength: ArrayLike<number>
  windowStart: ArrayLike<number>
  windowEnd: ArrayLike<number>
}

/** Sorts the first `count` jobs by one of the orders of SISR, drawn by their weights. */
export function sortForRecreate(
  jobs: Int32Array,
  count: number,
  keys: OrderKeys,
  price: Float64Array,
  random: Random,
  scratch: Float64Array,
): void {
  const draw = random.below(18)
  for (let index = 0; index < count; index++) {
    const job = jobs[index]
    // smaller comes first
    if (draw < 4) scratch[index] = random.unit()
    else if (draw < 8) scratch[index] = -keys.demand[job]
    else if (draw < 10) scratch[index] = -keys.distance[job]
    else if (draw < 11) scratch[index] = keys.distance[job]
    else if (draw < 13) scratch[index] = keys.windowLength[job]
    else if (draw < 15) scratch[index] = keys.windowStart[job]
    else if (draw < 17) scratch[index] = -keys.windowEnd[job]
    else scratch[index] = -price[job]
  }
  for (let index = 1; index < count; index++) {
    const job = jobs[index]
    const key = scratch[index]
    let rank = index
    while (rank > 0 && scratch[rank - 1] > key) {
      scratch[rank] = scratch[rank - 1]
      jobs[rank] = jobs[rank - 1]
      rank--
    }
    scratch[rank] = key
    jobs[rank] = job
  }
}
