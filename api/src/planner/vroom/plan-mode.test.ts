import { describe, expect, test } from 'vitest'
import type { VroomSolution } from './index.ts'
import { answer, job, matrices, refusal, vehicle } from './testing/line-city.ts'

const taskIds = ({ routes }: VroomSolution) =>
  routes.map(({ steps }) => steps.flatMap(({ type, id }) => (id === undefined ? [] : [`${type} ${id}`])))

describe('plan mode', () => {
  const plan = (
    steps: object[],
    more: object = {},
    jobs = [job(1, 1, { time_windows: [[0, 50]] }), job(2, 2)],
  ) => answer({ vehicles: [{ ...vehicle, steps, ...more }], jobs, matrices }, true)

  test('keeps the order and tells what it breaks', async () => {
    const solution = await plan(
      [
        { type: 'job', id: 2 },
        { type: 'job', id: 1 },
      ],
      { max_tasks: 1, time_window: [0, 350] },
    )
    expect(taskIds(solution)).toEqual([['job 2', 'job 1']])
    expect(solution.routes[0].steps[2].violations).toEqual([
      { cause: 'delay', duration: 250 },
      { cause: 'max_tasks' },
    ])
    expect(solution.routes[0].steps[3].violations).toEqual([{ cause: 'delay', duration: 50 }])
    expect(solution.summary.violations).toEqual([{ cause: 'delay', duration: 300 }, { cause: 'max_tasks' }])
  })

  test('starts service when it is told to', async () => {
    const windowed = [job(1, 1, { time_windows: [[500, 600]] })]
    const early = await plan([{ type: 'job', id: 1, service_at: 400 }], {}, windowed)
    expect(early.routes[0].steps[1]).toMatchObject({
      arrival: 400,
      violations: [{ cause: 'lead_time', duration: 100 }],
    })
    const after = await plan([{ type: 'job', id: 1, service_after: 550 }], {}, windowed)
    expect(after.routes[0].steps[1]).toMatchObject({ arrival: 550, violations: [] })
    const start = await plan([{ type: 'job', id: 1, service_at: 150 }], { time_window: [100, 900] }, [
      job(1, 1),
    ])
    expect(start.routes[0].steps[0]).toMatchObject({
      arrival: 50,
      violations: [{ cause: 'lead_time', duration: 50 }],
    })
  })

  test('tells of skills, loads, breaks and the order of a shipment', async () => {
    const { routes } = await answer(
      {
        vehicles: [
          {
            ...vehicle,
            capacity: [1],
            max_travel_time: 100,
            breaks: [{ id: 1, max_load: [0] }, { id: 2 }],
            steps: [
              { type: 'delivery', id: 1 },
              { type: 'pickup', id: 1 },
              { type: 'break', id: 1 },
              { type: 'job', id: 1 },
            ],
          },
        ],
        jobs: [job(1, 1, { skills: [9], pickup: [1] })],
        shipments: [{ amount: [1], pickup: job(1, 2), delivery: job(1, 3) }],
        matrices,
      },
      true,
    )
    const causes = routes[0].steps.map(({ violations }) => violations.map(({ cause }) => cause))
    const far = 'max_travel_time'
    expect(causes).toEqual([[], ['precedence', far], ['precedence', far], [far], ['skills', far], [far]])
    expect(routes[0].violations.map(({ cause }) => cause).sort()).toEqual(
      ['max_travel_time', 'missing_break', 'precedence', 'skills'].sort(),
    )
  })

  test('refuses times that cannot be met', async () => {
    const steps = [
      { type: 'job', id: 1, service_at: 500 },
      { type: 'job', id: 2, service_at: 510 },
    ]
    const problem = {
      vehicles: [{ ...vehicle, steps }],
      jobs: [job(1, 1), job(2, 2)],
      matrices,
      options: { c: true },
    }
    expect(await refusal(problem)).toMatchObject({ code: 2, path: 'vehicles[0].steps' })
  })
})
