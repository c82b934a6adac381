import { describe, expect, test } from 'vitest'
import { defineProblem } from '../model/index.ts'
import type { CrewInput, JobInput, Plan, ProblemInput, Stop } from '../model/index.ts'
import { evaluatePlan, prepareProblem } from './index.ts'

const HOUR = 3600

/** Places on a line, 600 s and 1,000 m apart. */
function line(size: number) {
  const seconds = new Int32Array(size * size)
  const meters = new Int32Array(size * size)
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < size; to++) {
      seconds[from * size + to] = 600 * Math.abs(from - to)
      meters[from * size + to] = 1000 * Math.abs(from - to)
    }
  }
  return { car: { size, seconds, meters } }
}

const job = (place: number, more: Partial<JobInput> = {}): JobInput => ({
  id: `at-${place}-${more.id ?? ''}`,
  place,
  serviceSeconds: 900,
  ...more,
})

const crew = (more: Partial<CrewInput> = {}): CrewInput => ({
  id: 'a',
  start: 0,
  end: 0,
  shifts: [{ startSeconds: 0, endSeconds: 8 * HOUR }],
  ...more,
})

function evaluate(input: Partial<ProblemInput>, plan: Plan) {
  const problem = defineProblem({ matrices: line(6), jobs: [], crews: [crew()], ...input })
  return evaluatePlan(prepareProblem(problem), plan)
}

const stops = (...jobs: number[]): Stop[] => jobs.map((index) => ({ kind: 'job', job: index }))
const onlyRoute = (list: Stop[]): Plan => ({ routes: [{ crew: 0, shift: 0, stops: list }], unassigned: [] })

describe('evaluatePlan', () => {
  test('drives, works and comes home', () => {
    const { routes, cost, violations } = evaluate({ jobs: [job(1), job(3)] }, onlyRoute(stops(0, 1)))
    expect(routes[0].stops.map(({ startSeconds }) => startSeconds)).toEqual([600, 2700])
    expect(routes[0].endSeconds).toBe(2700 + 900 + 1800)
    expect(cost.travel).toBe(3600)
    expect(violations).toEqual([])
  })

  test('pays setup once for two jobs at one place', () => {
    const jobs = [job(1, { setupSeconds: 300 }), job(1, { id: 'b', setupSeconds: 300 })]
    const { routes } = evaluate({ jobs }, onlyRoute(stops(0, 1)))
    expect(routes[0].stops.map(({ setupSeconds }) => setupSeconds)).toEqual([300, 0])
  })

  test('leaves just in time for the first stop and waits for the others', () => {
    const windows = [{ startSeconds: 2 * HOUR, endSeconds: 3 * HOUR }]
    const { routes } = evaluate({ jobs: [job(1, { windows }), job(2, { windows })] }, onlyRoute(stops(0, 1)))
    expect(routes[0].departSeconds).toBe(2 * HOUR - 600)
    expect(routes[0].waitSeconds).toBe(0)
  })

  test('reports a late start with its seconds and goes on', () => {
    const late = job(2, { windows: [{ startSeconds: 0, endSeconds: 1000 }] })
    const { violations } = evaluate({ jobs: [late] }, onlyRoute(stops(0)))
    expect(violations).toMatchObject([{ kind: 'window', job: 0, amount: 200 }])
  })

  test('lets a break interrupt a leg where that is allowed, and else moves it to the stop', () => {
    const windows = [{ startSeconds: 900, endSeconds: 1000 }]
    const withBreak = (isInsideTravelAllowed: boolean) =>
      evaluate(
        {
          jobs: [job(3)],
          crews: [
            crew({
              shifts: [
                {
                  startSeconds: 0,
                  endSeconds: 8 * HOUR,
                  breaks: [{ windows, durationSeconds: 600, isInsideTravelAllowed }],
                },
              ],
            }),
          ],
        },
        onlyRoute([{ kind: 'break', break: 0 }, ...stops(0)]),
      )
    const inside = withBreak(true)
    expect(inside.routes[0].stops.map(({ travelSeconds }) => travelSeconds)).toEqual([900, 900])
    expect(inside.routes[0].stops[1].startSeconds).toBe(2400)
    const outside = withBreak(false)
    expect(outside.routes[0].stops.map(({ travelSeconds }) => travelSeconds)).toEqual([0, 1800])
    expect(outside.routes[0].stops[1].startSeconds).toBe(900 + 600 + 1800)
  })

  test('empties the load at a reload', () => {
    const jobs = [job(1, { delivery: [2] }), job(2, { delivery: [2] })]
    const crews = [crew({ capacity: [3], reload: { place: 0, durationSeconds: 300 } })]
    const full = evaluate({ jobs, crews }, onlyRoute(stops(0, 1)))
    expect(full.violations).toMatchObject([{ kind: 'load', amount: 1 }])
    const twice = evaluate({ jobs, crews }, onlyRoute([...stops(0), { kind: 'reload' }, ...stops(1)]))
    expect(twice.violations).toEqual([])
  })

  test('makes two crews at one job wait for each other', () => {
    const problem = {
      jobs: [job(1), job(4)],
      crews: [crew(), crew({ id: 'b' })],
      links: [{ kind: 'together' as const, jobs: [0, 1] as [number, number] }],
    }
    const plan: Plan = {
      routes: [
        { crew: 0, shift: 0, stops: stops(0) },
        { crew: 1, shift: 0, stops: stops(1) },
      ],
      unassigned: [],
    }
    const { routes, violations } = evaluate(problem, plan)
    expect(routes.map((route) => route.stops[0].startSeconds)).toEqual([2400, 2400])
    expect(violations).toEqual([])
  })

  test('a weight of zero takes a cost out and leaves the others as they were', () => {
    const jobs = [job(1, { neighbourhood: 'x' }), job(5, { neighbourhood: 'y' })]
    const crews = [crew(), crew({ id: 'b' })]
    const plan: Plan = { routes: [{ crew: 0, shift: 0, stops: stops(0) }], unassigned: [1] }
    const all = evaluate({ jobs, crews, weights: { balance: 1, compactness: 1, fairness: 1 } }, plan)
    const plain = evaluate({ jobs, crews }, plan)
    expect(all.cost.balance).toBeGreaterThan(0)
    expect(all.cost.fairness).toBeGreaterThan(0)
    expect(plain.cost).toEqual({ ...all.cost, balance: 0, compactness: 0, fairness: 0 })
  })
})
