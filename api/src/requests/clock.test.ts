import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import {
  createWorkOrder,
  getRequest,
  keyFigures,
  listRequests,
  requestStatuses,
  trackRequest,
  type RequestStatus,
} from '../contract/index.ts'
import { holidaysOf } from '../jurisdictions/holidays.ts'
import { cityId, testApi, type SignedIn, type TestApi } from '../testing.ts'
import { dueAfterPause, dueAt } from './due.ts'
import { idsOf, move, report } from './testing.ts'

let api: TestApi
let dispatcher: SignedIn
const params = { jurisdictionId: cityId }
const start = '2026-03-11T08:00:00Z'

beforeAll(async () => {
  api = await testApi()
  dispatcher = await api.signIn('dispatcher')
})

beforeEach(() => api.clock.set(start))

afterAll(() => api?.[Symbol.asyncDispose]())

async function reported(serviceCode = 'street-light'): Promise<{ id: number; publicId: string }> {
  const attributes: Record<string, string> = serviceCode === 'bulky-waste' ? { size: 'small' } : {}
  const { publicId } = await report(api.visitor, { serviceCode, attributes, location: [23.6901, 37.985] })
  const [id] = await idsOf(api, [publicId])
  return { id, publicId }
}

async function wait(id: number, from: string, to: string): Promise<void> {
  api.clock.set(from)
  await move(api, { ids: [id], to: 'awaiting_citizen' })
  api.clock.set(to)
  await move(api, { ids: [id], to: 'triaged' })
}

function detail(id: number) {
  return dispatcher.client(getRequest, { params: { ...params, id } })
}

test('while the city waits for the citizen nothing becomes late, on any screen', async () => {
  const { id, publicId } = await reported()
  await move(api, { ids: [id], to: 'awaiting_citizen' })
  api.clock.set('2026-03-20T08:00:00Z')
  expect(await detail(id)).toMatchObject({ isLate: false, clockStoppedAt: '2026-03-11T08:00:00.000Z' })
  const late = await dispatcher.client(listRequests, { params, query: { isLate: true, ids: [id] } })
  expect(late.items).toEqual([])
  const tracked = await api.visitor(trackRequest, { params: { ...params, publicId } })
  expect(tracked.clockStoppedAt).toBe('2026-03-11T08:00:00.000Z')
  const span = { from: '2026-03-01', to: '2026-03-31' }
  const planner = await api.signIn('planner')
  const { openOverdue } = await planner.client(keyFigures, { params, query: span })
  await move(api, { ids: [id], to: 'triaged' })
  api.clock.set('2026-03-23T08:00:00Z')
  const after = await planner.client(keyFigures, { params, query: span })
  expect(after.openOverdue - openOverdue).toBe(1)
})

test('the clock goes on with the time that was left, and the history tells the new promise', async () => {
  const { id } = await reported()
  await wait(id, '2026-03-12T08:00:00Z', '2026-03-14T20:00:00Z')
  const request = await detail(id)
  expect(request).toMatchObject({ dueAt: '2026-03-15T20:00:00.000Z', clockStoppedAt: null })
  const { rows } = await api.database.owner.query(sql`
    select data from request_event where request_id = ${id} and from_status = 'awaiting_citizen'`)
  expect(rows).toEqual([{ data: { dueAt: '2026-03-15T20:00:00.000Z' } }])
})

test('what was late before the city asked stays as late as it was', async () => {
  const { id } = await reported()
  await wait(id, '2026-03-13T10:00:00Z', '2026-03-17T10:00:00Z')
  expect(await detail(id)).toMatchObject({ isLate: true, dueAt: '2026-03-17T08:00:00.000Z' })
})

test('an order for a request that waited is due when the request then is', async () => {
  const { id } = await reported()
  await move(api, { ids: [id], to: 'awaiting_citizen' })
  api.clock.set('2026-03-13T08:00:00Z')
  const order = await dispatcher.client(createWorkOrder, {
    params,
    body: { idempotencyKey: crypto.randomUUID(), requestIds: [id] },
  })
  expect(order.dueAt).toBe('2026-03-15T08:00:00.000Z')
})

const levels = {
  'street-light': { slaAmount: 48, slaUnit: 'hours' },
  'bulky-waste': { slaAmount: 3, slaUnit: 'working_days' },
  pothole: { slaAmount: 10, slaUnit: 'calendar_days' },
} as const
const calendar = { timeZone: 'Europe/Athens', isHoliday: holidaysOf('GR') }

interface Told {
  to: RequestStatus
  at: Date
}

/** The state of a request, from its history alone. */
function replay(level: (typeof levels)[keyof typeof levels], [reported, ...moves]: Told[]) {
  let state = {
    status: reported.to,
    dueAt: dueAt(reported.at, level, calendar),
    clockStoppedAt: null as Date | null,
  }
  for (const { to, at } of moves) {
    const { clockStoppedAt } = state
    state = {
      status: to,
      dueAt: clockStoppedAt
        ? dueAfterPause(state.dueAt, { from: clockStoppedAt, to: at }, level, calendar)
        : state.dueAt,
      clockStoppedAt: to === 'awaiting_citizen' ? at : null,
    }
  }
  return state
}

test('the history of a request, replayed, gives its state', async () => {
  const steps = fc.array(
    fc.record({
      to: fc.oneof(fc.constantFrom(...requestStatuses), fc.constantFrom('awaiting_citizen', 'triaged')),
      hours: fc.integer({ min: 0, max: 200 }),
    }),
    { minLength: 1, maxLength: 10 },
  )
  const services = fc.constantFrom(...(Object.keys(levels) as (keyof typeof levels)[]))
  await fc.assert(
    fc.asyncProperty(services, steps, async (service, moves) => {
      api.clock.set(start)
      const { id } = await reported(service)
      const other = await reported(service)
      for (const { to, hours } of moves) {
        api.clock.set(new Date(api.clock.now().getTime() + hours * 3_600_000).toISOString())
        await move(api, { ids: [id], to: to as RequestStatus, reason: 'because', duplicateOfId: other.id })
      }
      const { rows: history } = await api.database.owner.query(sql`
        select to_status as to, occurred_at as at from request_event
        where request_id = ${id} and kind in ('reported', 'status') order by id`)
      const { rows } = await api.database.owner.query(sql`
        select status, due_at as "dueAt", clock_stopped_at as "clockStoppedAt" from request where id = ${id}`)
      expect(rows[0]).toEqual(replay(levels[service], history as unknown as Told[]))
    }),
    { numRuns: 25 },
  )
})
