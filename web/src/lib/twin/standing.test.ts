import { expect, test } from 'vitest'
import { liveState, markAt, standingAt } from './standing.ts'
import { timedRoute } from './timed-route.ts'

const at = (clock: string) => `2026-03-12T${clock}:00.000Z`
const when = (clock: string) => Date.parse(at(clock))
const dayStartsAt = when('00:00')
const stop = (taskId: number, planned: [string, string], lived: [string, string]) => ({
  taskId,
  workOrderId: taskId,
  title: 'a job',
  location: [23.7, 38] as [number, number],
  departedAt: at(lived[0]),
  arrivedAt: at(lived[0]),
  endedAt: at(lived[1]),
  outcome: 'done' as const,
  isLate: false,
  dueAt: null as string | null,
  latestAt: null,
  plannedArrivalAt: at(planned[0]),
  plannedEndAt: at(planned[1]),
  promise: null,
  alongMeters: 0,
})
const expectation = (
  from: string,
  taskId: number,
  isUnderWay: boolean,
  plannedAt: string,
  expectedAt: string,
) => ({
  from: at(from),
  next: { taskId, isUnderWay, plannedAt: at(plannedAt), expectedAt: at(expectedAt) },
})
const route = timedRoute({
  crewId: 1,
  shifts: [],
  depot: [23.7, 38],
  startedAt: at('08:00'),
  homeAt: at('11:00'),
  geometry: null,
  lineMeters: 0,
  stops: [
    { ...stop(1, ['08:00', '08:30'], ['08:10', '09:00']), dueAt: at('08:45') },
    stop(2, ['08:40', '09:20'], ['09:20', '10:00']),
  ],
  expected: [
    expectation('08:00', 1, false, '08:00', '08:00'),
    expectation('08:10', 1, true, '08:30', '08:40'),
    expectation('09:00', 2, false, '08:40', '09:05'),
    expectation('09:20', 2, true, '09:20', '10:00'),
    { from: at('10:00'), next: null },
  ],
})
const behindAt = (clock: string) => standingAt(route, when(clock)).behindSeconds / 60

test('a crew is behind by what is expected of its next stop or the one under way, which is never before now', () => {
  expect(behindAt('07:00')).toBe(0)
  expect(behindAt('08:05')).toBe(5)
  expect([behindAt('08:10'), behindAt('08:50')]).toEqual([10, 20])
  expect([behindAt('09:00'), behindAt('09:15')]).toEqual([25, 35])
  expect(behindAt('09:30')).toBe(40)
  expect(standingAt(route, when('10:30'))).toMatchObject({ taskId: null, behindSeconds: 0 })
})

test('a stop is late and behind from when it is known to be, not before', () => {
  const mark = (index: number, clock: string) =>
    markAt(route.stops[index]!, when(clock), standingAt(route, when(clock)), dayStartsAt)
  expect(mark(0, '08:00')).toMatchObject({ isLate: false, isBehind: false })
  expect(mark(0, '08:20')).toMatchObject({ isLate: false, isBehind: false, behindSeconds: 600 })
  expect(mark(0, '08:48')).toMatchObject({ isLate: true, lateSeconds: 180, isBehind: true })
  expect(mark(0, '10:30')).toMatchObject({ isLate: true, lateSeconds: 900, behindSeconds: 1800 })
  expect(mark(1, '09:10')).toMatchObject({ isBehind: false })
  expect(mark(1, '09:21')).toMatchObject({ isLate: false, isBehind: true })
})

test('a day that was kept before says only of what is over whether it was late', () => {
  const kept = timedRoute({
    crewId: 1,
    shifts: [],
    depot: [23.7, 38],
    startedAt: at('08:00'),
    homeAt: at('11:00'),
    geometry: null,
    lineMeters: 0,
    stops: [
      {
        ...stop(1, ['08:00', '08:30'], ['08:10', '09:00']),
        isLate: true,
        plannedArrivalAt: null,
        plannedEndAt: null,
      },
    ],
    expected: [],
  })
  const mark = (clock: string) => markAt(kept.stops[0]!, when(clock), standingAt(kept, when(clock)), null)
  expect([mark('08:50').isLate, mark('09:00').isLate]).toEqual([false, true])
  expect(mark('10:00').behindSeconds).toBe(0)
})

test('a crew that drives home has finished, and one with something left has not', () => {
  const moment = (state: 'driving' | 'between' | 'home' | 'working') => ({
    crewId: 1,
    place: [23.7, 38] as [number, number],
    taskId: null,
    state,
  })
  const left = standingAt(route, when('09:00'))
  const none = standingAt(route, when('10:30'))
  expect(liveState(moment('driving'), left)).toBe('driving')
  expect(liveState(moment('driving'), none)).toBe('finished')
  expect(liveState(moment('between'), left)).toBe('between')
  expect(liveState(moment('home'), left)).toBe('finished')
})
