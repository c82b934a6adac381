import { describe, expect, test } from 'vitest'
import { job, line, matrices, refusal, vehicle } from './testing/line-city.ts'

describe('bad input', () => {
  const good = { vehicles: [{ ...vehicle, capacity: [1] }], jobs: [job(1, 1)], matrices }
  const withJob = (more: object) => ({ ...good, jobs: [job(1, 1, more)] })
  const withVehicle = (more: object) => ({ ...good, vehicles: [{ ...vehicle, capacity: [1], ...more }] })

  test.each<[string, object]>([
    ['vehicles', { jobs: [job(1, 1)], matrices }],
    ['vehicles', { ...good, vehicles: [] }],
    ['jobs', { ...good, jobs: [] }],
    ['jobs[0].id', { ...good, jobs: [{ location_index: 1 }] }],
    ['jobs[1].id', { ...good, jobs: [job(1, 1), job(1, 2)] }],
    ['vehicles[1].id', { ...good, vehicles: [vehicle, vehicle] }],
    ['vehicles[0].start', { ...good, vehicles: [{ id: 1 }] }],
    ['jobs[0].priority', withJob({ priority: 101 })],
    ['jobs[0].service', withJob({ service: -1 })],
    ['jobs[0].setup', withJob({ setup: 1.5 })],
    ['jobs[0].skills[0]', withJob({ skills: ['a'] })],
    ['jobs[0].delivery', withJob({ delivery: [1, 2] })],
    ['jobs[0].pickup[0]', withJob({ pickup: [-1] })],
    ['jobs[0].time_windows', withJob({ time_windows: [] })],
    ['jobs[0].time_windows[0]', withJob({ time_windows: [[5, 4]] })],
    [
      'jobs[0].time_windows[1]',
      withJob({
        time_windows: [
          [5, 9],
          [9, 12],
        ],
      }),
    ],
    ['jobs[0].location_index', { ...good, jobs: [{ id: 1 }] }],
    ['jobs[0].location_index', { ...good, jobs: [job(1, 4)] }],
    ['jobs[0].location', { vehicles: [{ id: 1, start: [0, 0] }], jobs: [{ id: 1 }] }],
    ['jobs[0].location[0]', { vehicles: [{ id: 1, start: [0, 0] }], jobs: [{ id: 1, location: [200, 0] }] }],
    ['vehicles[0].start_index', withVehicle({ start_index: undefined, end_index: undefined, start: [0, 0] })],
    ['vehicles[0].time_window', withVehicle({ time_window: [9, 8] })],
    ['vehicles[0].speed_factor', withVehicle({ speed_factor: 0 })],
    ['vehicles[0].max_tasks', withVehicle({ max_tasks: -1 })],
    ['vehicles[0].max_distance', withVehicle({ max_distance: 5 })],
    ['vehicles[0].costs.per_km', withVehicle({ costs: { per_km: 5 } })],
    [
      'vehicles[0].costs.per_hour',
      { ...withVehicle({ costs: { per_hour: 5 } }), matrices: { car: { durations: line, costs: line } } },
    ],
    ['vehicles[0].breaks[1].id', withVehicle({ breaks: [{ id: 1 }, { id: 1 }] })],
    ['vehicles[0].breaks[0].max_load', withVehicle({ breaks: [{ id: 1, max_load: [1, 1] }] })],
    ['vehicles[0].steps[0].id', withVehicle({ steps: [{ type: 'job', id: 9 }] })],
    ['vehicles[0].steps[0].id', withVehicle({ steps: [{ type: 'job' }] })],
    [
      'vehicles[0].steps[1].id',
      withVehicle({
        steps: [
          { type: 'job', id: 1 },
          { type: 'job', id: 1 },
        ],
      }),
    ],
    [
      'vehicles[0].steps',
      {
        ...withJob({ skills: [4] }),
        vehicles: [{ ...vehicle, capacity: [1], steps: [{ type: 'job', id: 1 }] }],
      },
    ],
    ['matrices.bike.durations', withVehicle({ profile: 'bike' })],
    ['matrices.car.durations', { ...good, matrices: { car: { distances: line } } }],
    ['matrices.car.durations[1]', { ...good, matrices: { car: { durations: [[0, 1], [1]] } } }],
    [
      'matrices.car.durations[0][1]',
      {
        ...good,
        matrices: {
          car: {
            durations: [
              [0, -1],
              [1, 0],
            ],
          },
        },
      },
    ],
    ['matrices.car.distances', { ...good, matrices: { car: { durations: line, distances: [[0]] } } }],
    ['shipments[0].pickup', { ...good, shipments: [{ delivery: job(1, 1) }] }],
    [
      'shipments[0].amount',
      { ...good, shipments: [{ amount: [1, 1], pickup: job(1, 1), delivery: job(1, 2) }] },
    ],
    [
      'shipments[1].pickup.id',
      {
        ...good,
        shipments: [
          { pickup: job(1, 1), delivery: job(1, 2) },
          { pickup: job(1, 1), delivery: job(2, 2) },
        ],
      },
    ],
  ])('is told by code 2 and the path %s', async (path, problem) => {
    expect(await refusal(problem)).toEqual({ code: 2, error: expect.stringContaining(path), path })
  })

  test('is refused when it is no object', async () => {
    expect(await refusal([])).toMatchObject({ code: 2, path: '' })
  })
})
