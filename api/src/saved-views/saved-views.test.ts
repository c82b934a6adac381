import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { clearTables } from '@dromos/db/testing'
import {
  changeSavedView,
  listSavedViews,
  removeSavedView,
  saveView,
  ViewFilter,
  type CallOf,
  type Client,
} from '../contract/index.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'

const params = { jurisdictionId: cityId }
const filter = ViewFilter.parse({ tab: 'requests', services: ['pothole'], dueWithinDays: 0, sort: 'due' })
let api: TestApi
let own: Client
let colleague: Client
let manager: Client

beforeAll(async () => {
  api = await testApi()
  ;[own, colleague, manager] = await Promise.all(
    (['dispatcher', 'planner', 'manager'] as const).map(async (role) => (await api.signIn(role)).client),
  )
})
beforeEach(() => clearTables(api.database.owner, 'saved_view'))
afterAll(() => api?.[Symbol.asyncDispose]())

function save(client: Client, body: Partial<CallOf<typeof saveView>['body']> = {}) {
  return client(saveView, {
    params,
    body: { idempotencyKey: randomUUID(), name: 'Λήγουν σήμερα', filter, ...body },
  })
}

const names = async (client: Client) => (await client(listSavedViews, { params })).map(({ name }) => name)

test('a view that was saved is there again, and only for who saved it', async () => {
  const saved = await save(own)
  expect(saved).toMatchObject({ filter, isShared: false, mayChange: true, madeBy: null, version: 1 })
  expect(await own(listSavedViews, { params })).toEqual([saved])
  expect(await names(colleague)).toEqual([])
  const id = saved.id
  await expect(colleague(removeSavedView, { params: { ...params, id } })).rejects.toMatchObject({
    problem: { type: 'not-found' },
  })
})

test('a shared view is seen by all, named after its maker, and changed by its maker and managers only', async () => {
  const { id, version } = await save(own, { isShared: true })
  const [seen] = await colleague(listSavedViews, { params })
  expect(seen).toMatchObject({ id, mayChange: false, madeBy: 'Test dispatcher' })
  const body = { version, name: 'Άλλο' }
  await expect(colleague(changeSavedView, { params: { ...params, id }, body })).rejects.toMatchObject({
    problem: { type: 'forbidden' },
  })
  expect(await manager(changeSavedView, { params: { ...params, id }, body })).toMatchObject({
    name: 'Άλλο',
    filter,
    version: 2,
  })
})

test('a change decided on an older version is refused, and the newer one stays', async () => {
  const { id, version } = await save(own)
  const at = { params: { ...params, id } }
  await own(changeSavedView, { ...at, body: { version, name: 'Πρώτη' } })
  await expect(own(changeSavedView, { ...at, body: { version, name: 'Δεύτερη' } })).rejects.toMatchObject({
    problem: { type: 'conflict', data: { version: 2 } },
  })
  expect(await names(own)).toEqual(['Πρώτη'])
})

test('a view sent twice is saved once, and one removed is gone', async () => {
  const idempotencyKey = randomUUID()
  const [first, second] = [await save(own, { idempotencyKey }), await save(own, { idempotencyKey })]
  expect(second.id).toBe(first.id)
  expect(await names(own)).toHaveLength(1)
  await own(removeSavedView, { params: { ...params, id: first.id } })
  expect(await names(own)).toEqual([])
})

test('nobody keeps more than a hundred views', async () => {
  await api.database.owner.query(sql`
    insert into saved_view (jurisdiction_id, account_id, name, filter, created_at, updated_at, idempotency_key)
    select ${cityId}, ${(await api.signIn('dispatcher')).accountId}, 'view ' || n, '{"tab":"orders"}', now(), now(),
      gen_random_uuid()
    from generate_series(1, 100) n`)
  await expect(save(own)).rejects.toMatchObject({ problem: { type: 'not-allowed-now' } })
})
