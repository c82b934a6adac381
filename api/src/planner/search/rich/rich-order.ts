import type { OrderKeys } from '../recreate-order.ts'
import type { RichInstance } from './rich-instance.ts'

export function richOrderKeys(instance: RichInstance): OrderKeys {
  const { jobs, dimensions, delivery, pickup, windowFrom, windowStart, windowEnd, cost } = instance
  const all = Array.from({ length: jobs }, (_, job) => job)
  const size = (job: number) => {
    let sum = instance.service[job] / 1e6
    for (let index = job * dimensions; index < (job + 1) * dimensions; index++)
      sum += delivery[index] + pickup[index]
    return sum
  }
  const hub = all.map((job) => {
    let sum = 0
    for (let index = job * jobs; index < Math.min((job + 1) * jobs, cost.length); index++) sum += cost[index]
    return sum
  })
  return {
    demand: Float64Array.from(all, size),
    distance: Float64Array.from(hub),
    windowLength: Float64Array.from(
      all,
      (job) => windowEnd[windowFrom[job + 1] - 1] - windowStart[windowFrom[job]],
    ),
    windowStart: Float64Array.from(all, (job) => windowStart[windowFrom[job]]),
    windowEnd: Float64Array.from(all, (job) => windowEnd[windowFrom[job + 1] - 1]),
  }
}
