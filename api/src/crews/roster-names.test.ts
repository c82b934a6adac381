import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeRoster, getRosterWeek, type Client, type RosterChange } from '../contract/index.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'
import { arrangeCrews } from './testing.ts'

const params = { jurisdictionId: cityId }
let api: TestApi
let client: Client

beforeAll(async () => {
  api = await testApi()
  await arrangeCrews(api.database.owner)
  client = (await api.signIn('dispatcher')).client
})
afterAll(() => api?.[Symbol.asyncDispose]())

const week = () => client(getRosterWeek, { params, query: { day: '2026-03-12' } })
const change = (...changes: RosterChange[]) => client(changeRoster, { params, body: { changes } })
const refused = (type: string) => ({ problem: { type } })

test('crews, members and vehicles get other names, and what is not named keeps its own', async () => {
  const { crews, members, vehicles } = await week()
  const [crew, member, vehicle] = [crews[0]!, members[0]!, vehicles[0]!]
  await change(
    { kind: 'crew', ...crew, to: { ...crew, nameEl: 'Νέο συνεργείο', nameEn: 'New crew' } },
    { kind: 'member', ...member, to: { ...member, name: ' Μαρία Νέου ' } },
    { kind: 'vehicle', ...vehicle, to: { ...vehicle, name: 'Γερανός', plate: 'NEW-1' } },
  )
  const after = await week()
  expect(after.crews[0]).toMatchObject({ nameEl: 'Νέο συνεργείο', nameEn: 'New crew', start: crew.start })
  expect(after.members[0]).toMatchObject({ name: 'Μαρία Νέου', skills: member.skills })
  expect(after.vehicles[0]).toMatchObject({ name: 'Γερανός', plate: 'NEW-1' })
  const { name: _, plate: __, ...limits } = after.vehicles[0]!
  await change({ kind: 'vehicle', ...after.vehicles[0]!, to: limits })
  expect((await week()).vehicles[0]).toMatchObject({ name: 'Γερανός', plate: 'NEW-1' })
  const taken = { ...after.vehicles[1]!, to: { ...after.vehicles[1]!, plate: 'NEW-1' } }
  await expect(change({ kind: 'vehicle', ...taken })).rejects.toMatchObject(refused('conflict'))
  const nameless = { kind: 'member' as const, ...after.members[1]!, to: { ...after.members[1]!, name: '  ' } }
  await expect(change(nameless)).rejects.toMatchObject(refused('bad-input'))
})
