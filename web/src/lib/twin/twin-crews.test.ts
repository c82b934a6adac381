import type { TwinRoute } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { crewsOf, indexAt, timedRoutes } from './twin-crews.ts'

const at = (clock: string) => `2026-03-12T${clock}:00.000Z`
const route = (crewId: number, from: string, to: string, tasks: number[]) =>
  ({
    crewId,
    shifts: [{ startsAt: at(from), endsAt: at(to) }],
    depot: [23.7, 38],
    startedAt: at(from),
    homeAt: at(to),
    geometry: null,
    lineMeters: 0,
    expected: [],
    stops: tasks.map((taskId) => ({
      taskId,
      location: [23.7, 38],
      departedAt: at(from),
      arrivedAt: at(from),
    })),
  }) as unknown as TwinRoute

test('a crew with two shifts is one crew, and its stops are counted through', () => {
  const routes = timedRoutes([
    route(1, '06:00', '10:00', [11, 12]),
    route(2, '07:00', '15:00', [21]),
    route(1, '14:00', '18:00', [13]),
  ])
  expect(routes.map(({ stops }) => stops.map(({ number }) => number))).toEqual([[1, 2], [1], [3]])
  const [one, two] = crewsOf(routes)
  expect([one, two]).toEqual([
    { crewId: 1, indexes: [0, 2] },
    { crewId: 2, indexes: [1] },
  ])
  const on = (clock: string) => indexAt(one!, routes, Date.parse(at(clock)))
  expect(['05:00', '08:00', '12:00', '14:00', '20:00'].map(on)).toEqual([0, 0, 0, 2, 2])
})
