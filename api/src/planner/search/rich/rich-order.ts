import type { OrderKeys } from '../recreate-order.ts'
import type { RichInstance } from './rich-instance.ts'

export function richOrderKeys(instance: RichInstance): OrderKeys {
  const { jobs, dimensions, delivery, pickup, windowFrom, windowStart, windowEnd, hub } = instance
  const all = Array.from({ length: jobs }, (_, job) => job)
  const size = (job: number) => {
    let sum = instance.service[job] / 1e6
    for (let index = job * dimensions; index < (job + 1) * dimensions; index++)
      sum += delivery[index] + pickup[index]
    return sum
  }
  return {
    demand: Float64Array.from(all, size),
    distance: hub.length > 0 ? hub : new Float64Array(jobs),
    windowLength: Float64Array.from(
      all,
      (job) => windowEnd[windowFrom[job + 1] - 1] - windowStart[windowFrom[job]],
    ),
    windowStart: Float64Array.from(all, (job) => windowStart[windowFrom[job]]),
    windowEnd: Float64Array.from(all, (job) => windowEnd[windowFrom[job + 1] - 1]),
  }
}
