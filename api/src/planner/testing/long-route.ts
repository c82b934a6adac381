import { defineProblem } from '../model/index.ts'
import type { Plan, Problem } from '../model/index.ts'
import { Random } from '../search/random.ts'

/** One crew's day with many stops, windows, loads, a break and a reload: what is priced while a stop is dragged. */
export function longRoute(stops: number): { problem: Problem; plan: Plan } {
  const random = new Random(60)
  const size = stops + 1
  const spot = Array.from({ length: size }, () => [random.below(5000), random.below(5000)])
  const seconds = new Int32Array(size * size)
  for (let from = 0; from < size; from++)
    for (let to = 0; to < size; to++)
      seconds[from * size + to] = Math.round(
        Math.hypot(spot[from][0] - spot[to][0], spot[from][1] - spot[to][1]) / 10,
      )
  const day = { startSeconds: 0, endSeconds: 86_400 }
  const noon = { startSeconds: 14_400, endSeconds: 57_600 }
  const problem = defineProblem({
    matrices: { car: { size, seconds, meters: seconds.map((value) => value * 10) } },
    jobs: Array.from({ length: stops }, (_, job) => ({
      id: String(job),
      place: job + 1,
      serviceSeconds: 600,
      setupSeconds: 60,
      pickup: [1, 2],
      windows: [day],
      dueSeconds: 43_200,
    })),
    crews: [
      {
        id: 'crew',
        start: 0,
        end: 0,
        capacity: [stops, stops],
        reload: { place: 0, durationSeconds: 900 },
        shifts: [{ ...day, breaks: [{ windows: [noon], durationSeconds: 1800 }] }],
      },
    ],
  })
  const half = Math.floor(stops / 2)
  const order = Array.from({ length: stops }, (_, job) => ({ kind: 'job' as const, job }))
  const middle = [{ kind: 'break' as const, break: 0 }, { kind: 'reload' as const }]
  return {
    problem,
    plan: {
      routes: [{ crew: 0, shift: 0, stops: [...order.slice(0, half), ...middle, ...order.slice(half)] }],
      unassigned: [],
    },
  }
}
