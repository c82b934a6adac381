import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Random } from '../search/random.ts'
import { breachesOf } from './testing/breaches.ts'
import { answer, job, line, matrices, vehicle } from './testing/line-city.ts'
import { randomVroom } from './testing/random-vroom.ts'

describe('a VROOM problem', () => {
  test('is answered with a summary, routes and steps', async () => {
    const { summary, routes, unassigned } = await answer({
      vehicles: [{ ...vehicle, description: 'van', capacity: [5] }],
      jobs: [
        job(10, 1, { service: 60, delivery: [2], priority: 7, description: 'lamp' }),
        job(11, 3, { setup: 30, service: 10, pickup: [4] }),
      ],
      matrices: { car: { durations: line, distances: line } },
    })
    expect(unassigned).toEqual([])
    expect(summary).toMatchObject({
      cost: 600,
      routes: 1,
      unassigned: 0,
      setup: 30,
      service: 70,
      duration: 600,
      waiting_time: 0,
      priority: 7,
      violations: [],
      delivery: [2],
      pickup: [4],
      distance: 600,
    })
    expect(Object.keys(summary.computing_times)).toEqual(['loading', 'solving', 'routing'])
    expect(routes[0]).toMatchObject({ vehicle: 1, description: 'van', cost: 600, violations: [] })
    expect(routes[0].steps[0]).toMatchObject({ type: 'start', location_index: 0, arrival: 0, load: [2] })
    const lamp = routes[0].steps.find(({ id }) => id === 10)
    expect(lamp).toMatchObject({ type: 'job', description: 'lamp', service: 60, violations: [] })
    expect(routes[0].steps.at(-1)).toMatchObject({ type: 'end', arrival: 700, duration: 600, load: [4] })
  })

  test('takes places by coordinates', async () => {
    const { routes, summary } = await answer({
      vehicles: [{ id: 1, start: [0, 0] }],
      jobs: [{ id: 1, location: [1, 0] }],
    })
    expect(routes[0].steps[1]).toMatchObject({ location: [1, 0], arrival: 1000 })
    expect(summary).not.toHaveProperty('distance')
  })

  test('carries a shipment from its pickup to its delivery in one vehicle', async () => {
    const solution = await answer({
      vehicles: [{ ...vehicle, capacity: [3] }],
      shipments: [
        { amount: [3], pickup: job(1, 3), delivery: job(1, 1) },
        { amount: [3], pickup: job(2, 1), delivery: job(2, 2) },
      ],
      matrices,
    })
    expect(solution.summary).toMatchObject({ unassigned: 0, delivery: [6], pickup: [6] })
    expect(breachesOf({ vehicles: [{ ...vehicle, capacity: [3] }] }, solution)).toEqual([])
    expect(solution.routes[0].steps.map(({ load }) => load![0])).toEqual([0, 3, 0, 3, 0, 0])
  })

  test('leaves out what matters least, by the sum of priorities and then by number', async () => {
    const jobs = [job(1, 1, { priority: 3 }), job(2, 2, { priority: 2 }), job(3, 3, { priority: 2 })]
    const two = await answer({ vehicles: [{ ...vehicle, max_tasks: 2 }], jobs, matrices })
    expect(two.summary.priority).toBe(5)
    const free = await answer({
      vehicles: [{ ...vehicle, max_travel_time: 450 }],
      jobs: jobs.map((each) => ({ ...each, priority: 0 })),
      matrices,
    })
    expect(free.unassigned.map(({ id }) => id)).toEqual([3])
  })

  test('pays hours, kilometres, tasks and the vehicle itself', async () => {
    const costs = { fixed: 50, per_hour: 36, per_km: 1000, per_task_hour: 3600 }
    const { summary } = await answer({
      vehicles: [{ ...vehicle, costs }],
      jobs: [job(1, 1, { service: 7 })],
      matrices: { car: { durations: line, distances: line } },
    })
    expect(summary.cost).toBe(50 + 2 + 200 + 7)
  })

  test('drives by a matrix of costs, and slower or faster than the matrix', async () => {
    const costs = line.map((row) => row.map((cell) => cell * 7))
    const { summary } = await answer({
      vehicles: [{ ...vehicle, speed_factor: 2 }],
      jobs: [job(1, 1)],
      matrices: { car: { durations: line, costs } },
    })
    expect(summary).toMatchObject({ cost: 1400, duration: 100 })
  })

  test('takes a break on the way and waits as little as it can', async () => {
    const { routes, summary } = await answer({
      vehicles: [
        {
          ...vehicle,
          time_window: [0, 10_000],
          breaks: [{ id: 4, time_windows: [[5000, 5000]], service: 60 }],
        },
      ],
      jobs: [job(1, 2, { service: 100, time_windows: [[4000, 4500]] })],
      matrices,
    })
    expect(summary.waiting_time).toBe(200)
    expect(routes[0].steps.map(({ type, arrival }) => [type, arrival])).toEqual([
      ['start', 4300],
      ['job', 4500],
      ['break', 4800],
      ['end', 5060],
    ])
  })

  test('understands times that count from 1970', async () => {
    const monday = 1_700_000_000
    const { routes } = await answer({
      vehicles: [{ ...vehicle, time_window: [monday, monday + 36_000] }],
      jobs: [job(1, 1, { time_windows: [[monday + 600, monday + 900]] })],
      matrices,
    })
    expect(routes[0].steps[1].arrival).toBe(monday + 600)
  })

  test('takes the old names amount and matrix', async () => {
    const solution = await answer({
      vehicles: [{ ...vehicle, capacity: [2] }],
      jobs: [job(1, 1, { amount: [2] })],
      matrix: line,
    })
    expect(solution.summary.delivery).toEqual([2])
  })

  test('begins with the steps it is given', async () => {
    const problem = {
      vehicles: [{ ...vehicle, steps: [{ type: 'job', id: 2 }] }],
      jobs: [job(1, 1), job(2, 2)],
      matrices,
    }
    expect((await answer(problem)).summary).toMatchObject({ unassigned: 0, cost: 400 })
  })
})

describe('a task left out', () => {
  const reasons = async (vehicleMore: object, jobMore: object, place = 3) => {
    const first = { ...vehicle, capacity: [2], ...vehicleMore }
    const { unassigned } = await answer({
      vehicles: [first, { ...first, id: 2 }],
      jobs: [job(1, place, jobMore)],
      matrices: { car: { durations: line, distances: line } },
    })
    return unassigned[0].reason
  }

  test('tells each vehicle that lacks a skill', async () => {
    const lacking = { cause: 'skills', margin: 2, unit: 'skills' }
    expect(await reasons({ skills: [1] }, { skills: [1, 2, 3] })).toEqual([
      { vehicle: 1, ...lacking },
      { vehicle: 2, ...lacking },
    ])
  })

  test.each([
    ['capacity', {}, { delivery: [5] }, 3, 'units'],
    ['time_window', { time_window: [1000, 2000] }, { time_windows: [[0, 400]] }, 600, 'seconds'],
    ['vehicle_time_window', { time_window: [0, 550] }, {}, 50, 'seconds'],
    ['max_travel_time', { max_travel_time: 500 }, {}, 100, 'seconds'],
    ['max_distance', { max_distance: 590 }, {}, 10, 'meters'],
    ['max_tasks', { max_tasks: 0 }, {}, 1, 'stops'],
  ])('tells by how much it misses %s', async (cause, vehicleMore, jobMore, margin, unit) => {
    const [reason] = await reasons(vehicleMore, jobMore)
    expect(reason).toEqual({
      vehicle: 1,
      cause,
      margin,
      unit,
    })
  })
})

describe('whatever the problem', () => {
  test('the answer keeps every rule, and leaves out only what it explains', async () => {
    const law = fc.asyncProperty(fc.integer({ min: 1, max: 100_000 }), async (seed) => {
      const problem = randomVroom(new Random(seed))
      const solution = await answer(problem)
      expect(breachesOf(problem, solution)).toEqual([])
      for (const { reason } of solution.unassigned) expect(reason).toHaveLength(problem.vehicles.length)
    })
    await fc.assert(law, { numRuns: 60, seed: 3 })
  })
})
