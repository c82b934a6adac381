import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { listCrews, listShifts, listSkills, type Client } from '../contract/index.ts'
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

test('the skills of the city are listed', async () => {
  expect(await client(listSkills, { params })).toMatchObject([{ code: 'electrician' }, { code: 'loader' }])
})
