import type { OrderKeys } from '../recreate-order.ts'
import type { ClassicInstance } from './classic-instance.ts'

export function classicOrderKeys(instance: ClassicInstance): OrderKeys {
  const { jobs, places, cost, at, earliest, latest, demand } = instance
  const depot = at[jobs]
  return {
    demand,
    distance: Float64Array.from({ length: jobs }, (_, job) => cost[depot * places + job]),
    windowLength: Float64Array.from({ length: jobs }, (_, job) => latest[job] - earliest[job]),
    windowStart: earliest,
    windowEnd: latest,
  }
}
