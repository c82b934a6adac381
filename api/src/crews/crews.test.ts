import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { getRosterWeek, listCrews, listShifts, listSkills, type Client } from '../contract/index.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'
import { arrangeCrews, arrangeShifts } from './testing.ts'

const params = { jurisdictionId: cityId }
let api: TestApi
let client: Client

beforeAll(async () => {
  api = await testApi()
  await arrangeCrews(api.database.owner)
  client = (await api.signIn('dispatcher')).client
})
afterAll(() => api?.[Symbol.asyncDispose]())

test('a crew has the skills of its members, its vehicle, depot and zones', async () => {
  const crews = await client(listCrews, { params })
  expect(crews).toHaveLength(3)
  expect(crews[1]).toMatchObject({
    skills: ['electrician'],
    members: [{ name: 'Γιάννης' }],
    vehicle: { plate: 'ABC-1002', features: ['basket'], capacityKg: 500 },
    depot: { location: [23.69, 37.98] },
    zoneIds: [],
  })
  expect(crews[2]).toMatchObject({ vehicle: null, zoneIds: [3] })
})

test('shifts are listed by the day of the city on which they begin', async () => {
  await arrangeShifts(api.database.owner, '2026-03-11')
  await api.database.owner.query(sql`
    insert into shift (jurisdiction_id, crew_id, during)
    values (${cityId}, 1, '[2026-03-11 22:30+02, 2026-03-12 06:00+02)')`)
  const shifts = await client(listShifts, { params, query: { day: '2026-03-11' } })
  expect(shifts.map(({ crewId, startsAt }) => [crewId, startsAt])).toEqual([
    [1, '2026-03-11T05:00:00.000Z'],
    [1, '2026-03-11T20:30:00.000Z'],
    [2, '2026-03-11T05:00:00.000Z'],
    [3, '2026-03-11T05:00:00.000Z'],
  ])
  expect(await client(listShifts, { params, query: { day: '2026-03-12' } })).toEqual([])
})

test('shifts of the days beside a week come with it, and who works over its midnight is in two crews', async () => {
  await api.database.owner.query(sql`
    with given as (
      insert into shift (jurisdiction_id, crew_id, during)
      values (${cityId}, 1, '[2026-03-15 22:00+02, 2026-03-16 08:00+02)'),
        (${cityId}, 2, '[2026-03-16 07:00+02, 2026-03-16 15:00+02)')
      returning id, crew_id
    )
    insert into shift_member (jurisdiction_id, shift_id, member_id, is_on)
    select ${cityId}, id, 1, true from given where crew_id = 2`)
  const weekOf = (day: string) => client(getRosterWeek, { params, query: { day } })
  const [before, after] = [await weekOf('2026-03-15'), await weekOf('2026-03-16')]
  expect([before.around, after.around]).toMatchObject([[{ crewId: 2, memberIds: [2, 1] }], [{ crewId: 1 }]])
  for (const { conflicts } of [before, after])
    expect(conflicts).toMatchObject([{ kind: 'member-twice', memberId: 1 }])
})

test('the skills of the city are listed', async () => {
  expect(await client(listSkills, { params })).toMatchObject([{ code: 'electrician' }, { code: 'loader' }])
})
