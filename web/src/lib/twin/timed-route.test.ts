import type { TwinRoute } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { crewAt, stopStateAt, timedRoute } from './timed-route.ts'

const at = (clock: string) => `2026-03-12T${clock}:00.000Z`
const stop = (taskId: number, departed: string, arrived: string, ended: string, alongMeters: number) => ({
  taskId,
  workOrderId: taskId,
  title: 'a job',
  location: [23.7 + alongMeters / 100_000, 38] as [number, number],
  departedAt: at(departed),
  arrivedAt: at(arrived),
  endedAt: at(ended),
  outcome: 'done' as const,
  isLate: false,
  dueAt: null,
  latestAt: null,
  plannedArrivalAt: null,
  plannedEndAt: null,
  promise: null,
  alongMeters,
})
const route: TwinRoute = {
  crewId: 1,
  shifts: [{ startsAt: at('07:00'), endsAt: at('15:00') }],
  depot: [23.7, 38],
  startedAt: at('08:00'),
  homeAt: at('10:00'),
  geometry: {
    type: 'LineString',
    coordinates: [
      [23.7, 38],
      [23.71, 38],
      [23.72, 38],
      [23.7, 38],
    ],
  },
  lineMeters: 4000,
  expected: [],
  stops: [stop(1, '08:00', '08:20', '09:00', 1000), { ...stop(2, '09:10', '09:20', '09:40', 2000) }],
}
const timed = timedRoute(route)
const where = (clock: string) => {
  const { place, state, taskId } = crewAt(timed, Date.parse(at(clock)))
  return { lon: Math.round(place[0] * 1e5) / 1e5, state, taskId }
}

test('a crew waits at the depot, drives along its line, works, stands between and goes home', () => {
  expect(where('07:30')).toEqual({ lon: 23.7, state: 'waiting', taskId: null })
  expect(where('08:10')).toEqual({ lon: 23.705, state: 'driving', taskId: 1 })
  expect(where('08:30')).toEqual({ lon: 23.71, state: 'working', taskId: 1 })
  expect(where('09:05')).toEqual({ lon: 23.71, state: 'between', taskId: null })
  expect(where('09:15')).toEqual({ lon: 23.715, state: 'driving', taskId: 2 })
  expect(where('09:50')).toEqual({ lon: 23.71, state: 'driving', taskId: null })
  expect(where('11:00')).toEqual({ lon: 23.7, state: 'home', taskId: null })
})

test('a way that is not known is straight', () => {
  const straight = timedRoute({ ...route, geometry: null, lineMeters: 0 })
  const { place } = crewAt(straight, Date.parse(at('08:10')))
  expect(place[0]).toBeCloseTo(23.705, 6)
})

test('a stop is done from its end on, and one whose end nobody told stays ahead', () => {
  const [first] = timed.stops
  expect(stopStateAt(first!, Date.parse(at('08:59')))).toBe('ahead')
  expect(stopStateAt(first!, Date.parse(at('09:00')))).toBe('done')
  const open = { ...first!, stop: { ...first!.stop, outcome: 'open' as const } }
  expect(stopStateAt(open, Date.parse(at('15:00')))).toBe('ahead')
})
