import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql, type Tx } from '@dromos/db'
import type { Client } from '../contract/index.ts'
import { findNextWorkDay } from '../dispatch/assign/decision-queries.ts'
import { findDayShifts } from '../dispatch/day-shift-queries.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'
import { rowsRead } from '../testing/rows-read.ts'
import { findShifts } from './queries.ts'
import { findInTheWay } from './register-queries.ts'
import { findRosterShifts, findShiftsAhead } from './roster-queries.ts'
import { refused, rosterDesk } from './testing-roster.ts'
import { arrangeCrews, arrangeShifts } from './testing.ts'

const today = '2026-03-11'
const tomorrow = '2026-03-12'
let api: TestApi
let client: Client
let desk: ReturnType<typeof rosterDesk>

// ten years of shifts behind those of tomorrow
beforeAll(async () => {
  api = await testApi()
  client = (await api.signIn('dispatcher')).client
  desk = rosterDesk(client)
  api.clock.set('2026-03-11T07:00:00Z')
  const { owner } = api.database
  await arrangeCrews(owner)
  await owner.query(sql`
    insert into shift (jurisdiction_id, crew_id, during)
    select ${cityId}, crew_id, tstzrange(at, at + interval '8 hours')
    from generate_series(1, 3) as crew_id, generate_series(1, 3650) as days,
      lateral (select ${today}::date::timestamptz - make_interval(days => days) as at) as begin`)
  await arrangeShifts(owner, tomorrow)
  await owner.query(sql`vacuum analyze shift`)
})
afterAll(() => api?.[Symbol.asyncDispose]())

const shiftsReadBy = async (work: (tx: Tx) => Promise<unknown>) =>
  (await rowsRead(api.context.db, (table) => table === 'shift', work)).rows

test('years of shifts are not read for those ahead that need what is retired', async () => {
  await api.database.owner.query(sql`update crew set retired_on = ${today} where id = 3`)
  const inTheWay = await api.context.db.tenant(cityId, (tx) => findInTheWay(tx, today))
  expect(inTheWay).toMatchObject([
    { kind: 'crew', id: 3, by: 'member', count: 1 },
    { kind: 'crew', id: 3, by: 'shift', count: 1, names: [{ nameEl: tomorrow }] },
  ])
  expect(await shiftsReadBy((tx) => findInTheWay(tx, today))).toBeLessThan(20)
})

test.each([
  { name: 'a day that is planned', find: (tx: Tx) => findShifts(tx, tomorrow) },
  { name: 'a day of one crew', find: (tx: Tx) => findDayShifts(tx, tomorrow, 1) },
  {
    name: 'the next day somebody works',
    find: (tx: Tx) => findNextWorkDay(tx, new Date(`${today}T07:00:00Z`)),
  },
  { name: 'a week of the roster', find: (tx: Tx) => findRosterShifts(tx, today, '2026-03-17') },
  {
    name: 'what a crew has ahead',
    find: (tx: Tx) => findShiftsAhead(tx, { kind: 'crew', id: 1 }, today),
  },
])('years of shifts are not read for $name', async ({ find }) => {
  expect(await api.context.db.tenant<unknown>(cityId, find)).toBeTruthy()
  expect(await shiftsReadBy(find)).toBeLessThan(30)
})

test('what was in the way before a change keeps nobody from it, and the change is made once', async () => {
  await api.database.owner.query(sql`update crew set retired_on = ${today} where id = 3`)
  const { shifts } = await desk.week(tomorrow)
  const {
    id,
    version,
    changedBy: _,
    ...plan
  } = shifts.find(({ crewId, startsAt }) => crewId === 1 && startsAt >= tomorrow)!
  const to = { ...plan, breakMinutes: 45 }
  const [made] = await desk.change(
    { kind: 'shift', id, version, to },
    {
      kind: 'absence',
      id: null,
      version: null,
      to: { memberId: 1, from: tomorrow, to: tomorrow, reason: '' },
    },
  )
  const after = await desk.week(tomorrow)
  expect(after.shifts.filter(({ crewId }) => crewId === 1)).toMatchObject(
    shifts.filter(({ crewId }) => crewId === 1).map((each) => (each.id === id ? { ...to, ...made } : each)),
  )
  expect(after.absences).toHaveLength(1)
  // one more of the same is somebody's doing
  const { id: __, version: ___, changedBy: ____, ...free } = after.shifts.find(({ crewId }) => crewId === 3)!
  const later = { ...free, startsAt: '2026-03-13T05:00:00.000Z', endsAt: '2026-03-13T13:00:00.000Z' }
  await expect(
    desk.change({
      kind: 'shift',
      id: null,
      version: null,
      to: { ...later, breakFrom: null, breakTo: null, memberIds: [] },
    }),
  ).rejects.toMatchObject(refused('conflict', { data: { inTheWay: [{ id: 3, by: 'shift', count: 2 }] } }))
  expect((await desk.week(tomorrow)).shifts).toHaveLength(after.shifts.length)
})
