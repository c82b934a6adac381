import { defineProblem } from '../../../model/index.ts'
import type { Problem } from '../../../model/index.ts'
import { Random } from '../../random.ts'

/** More work than fits easily: short windows, small vans, few crews. */
export function tightProblem(seed: number, jobs: number, crews: number): Problem {
  const random = new Random(seed)
  const x = Array.from({ length: jobs + 1 }, () => random.below(1000))
  const y = Array.from({ length: jobs + 1 }, () => random.below(1000))
  const size = jobs + 1
  const seconds = Int32Array.from({ length: size * size }, (_, arc) => {
    const [from, to] = [Math.floor(arc / size), arc % size]
    return Math.ceil(Math.hypot(x[from] - x[to], y[from] - y[to]))
  })
  return defineProblem({
    matrices: { car: { size, seconds, meters: seconds } },
    jobs: Array.from({ length: jobs }, (_, job) => {
      const startSeconds = random.below(6000)
      return {
        id: String(job),
        place: job + 1,
        serviceSeconds: 60,
        windows: [{ startSeconds, endSeconds: startSeconds + 200 + random.below(2000) }],
        delivery: [1 + random.below(9)],
      }
    }),
    crews: Array.from({ length: crews }, (_, crew) => ({
      id: String(crew),
      capacity: [Math.ceil((5.2 * jobs) / crews)],
      start: 0,
      end: 0,
      costs: { perTravelSecond: 0, perMeter: 1 },
      shifts: [{ startSeconds: 0, endSeconds: 10_000 }],
    })),
  })
}
