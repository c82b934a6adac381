import {
  listPlans,
  type Client,
  type DayProgress,
  type RosterWeek,
  type StreetClosure,
  type WorkOrderRow,
} from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { fetchLastDay } from './last-day.ts'
import { closuresOn, dueOn, leftOver, peopleOn, peopleOut, vehiclesOut } from './meeting.ts'

const day = '2026-11-27'
const span = (from: string, to: string) => ({ id: 1, version: 1, changedBy: null, from, to, reason: '' })

test('out is who is away on that very day, the first and the last of an absence included', () => {
  const members = [1, 2, 3].map((id) => ({
    id,
    version: 1,
    postings: [{ from: null, crewId: 9 - id }],
    name: `Member ${id}`,
    skills: [],
  }))
  const absences = [
    { ...span('2026-11-20', day), memberId: 1 },
    { ...span(day, '2026-12-01'), memberId: 2 },
    { ...span('2026-11-28', '2026-12-01'), memberId: 3 },
  ]
  const week = { members, absences } as unknown as RosterWeek
  expect(peopleOut(week, day).map(({ name }) => name)).toEqual(['Member 2', 'Member 1'])
  const shifts = [
    { id: 70, memberIds: [1, 3] },
    { id: 71, memberIds: [2] },
  ]
  expect(peopleOn({ ...week, shifts } as unknown as RosterWeek, [{ id: 70 }], day)).toEqual(['Member 3'])
  const services = [{ ...span(day, day), vehicleId: 5 }]
  const vehicles = [{ id: 5, name: 'Truck', plate: 'ΙΖΒ-1' }]
  expect(vehiclesOut({ services, vehicles } as unknown as RosterWeek, day)).toMatchObject([
    { plate: 'ΙΖΒ-1' },
  ])
})

test('a street is closed on a day if it is at any time of it', () => {
  const closure = (id: number, from: string, to: string | null) => ({ id, from, to }) as StreetClosure
  const closures = [
    closure(1, '2026-11-27T21:30:00Z', null),
    closure(2, '2026-11-27T22:30:00Z', null),
    closure(3, '2026-11-01T08:00:00Z', '2026-11-26T22:30:00Z'),
    closure(4, '2026-11-01T08:00:00Z', '2026-11-26T21:30:00Z'),
  ]
  expect(closuresOn(closures, day, 'Europe/Athens').map(({ id }) => id)).toEqual([1, 3])
})

test('due is what falls due in the day, and what was due before it is counted by itself', () => {
  const order = (id: number, dueAt: string | null) => ({ id, dueAt, priority: 0 }) as WorkOrderRow
  const orders = [
    order(1, '2026-11-27T12:00:00Z'),
    order(2, '2026-11-27T08:00:00Z'),
    order(3, '2026-11-25T08:00:00Z'),
    order(4, '2026-11-28T08:00:00Z'),
    order(5, null),
  ]
  const { due, overdueCount } = dueOn(orders, day, 'Europe/Athens')
  expect(due.map(({ id }) => id)).toEqual([2, 1])
  expect(overdueCount).toBe(1)
})

const stop = (taskId: number, visitStatus: string) => ({
  taskId,
  workOrderId: taskId,
  title: 'a job',
  visitStatus,
})
const progress = {
  crews: [{ crewId: 1, stops: [stop(1, 'done'), stop(2, 'failed'), stop(3, 'dispatched')] }],
} as unknown as DayProgress

test('left over is what crews had and did not do', () => {
  expect(leftOver(progress).map(({ taskId }) => taskId)).toEqual([2, 3])
})

test('the last day that was worked is looked for over a weekend, and not for ever', async () => {
  const asked: string[] = []
  const call = (worked: string | null) =>
    (async (endpoint: unknown, { query }: { query: { day: string } }) => {
      if (endpoint !== listPlans) return progress
      asked.push(query.day)
      return query.day === worked ? [{ id: 4, publishedVersion: 1, versions: [] }] : []
    }) as unknown as Client
  const params = { jurisdictionId: 'aigaleo' }
  const { signal } = new AbortController()
  expect(await fetchLastDay(call('2026-11-27'), params, '2026-11-30', signal)).toMatchObject({
    day: '2026-11-27',
    left: [{ taskId: 2 }, { taskId: 3 }],
  })
  expect(asked).toEqual(['2026-11-29', '2026-11-28', '2026-11-27'])
  expect(await fetchLastDay(call(null), params, '2026-11-30', signal)).toBeNull()
  expect(asked).toHaveLength(7)
})
