import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import {
  createClient,
  createWorkOrder,
  listAreas,
  listRequests,
  listServices,
  listWorkOrders,
  orderSorts,
  requestSorts,
  workOrderStatuses,
  type CallOf,
  type Client,
  type WorkOrderRow,
} from '../contract/index.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'

const params = { jurisdictionId: cityId }
let api: TestApi
let client: Client

beforeAll(async () => {
  api = await testApi()
  client = (await api.signIn('dispatcher')).client
  const places = [
    { serviceCode: 'bulky-waste', address: 'Ωρίωνος 3', at: [23.685, 37.985], priority: 30, minutes: 20 },
    { serviceCode: 'street-light', address: 'Άστρους 4', at: [23.71, 37.985], priority: 90, minutes: 45 },
    { serviceCode: 'pothole', address: 'αγίας Άννας 1', at: [23.685, 37.99], priority: 30, minutes: 5 },
    { serviceCode: 'pothole', address: undefined, at: [23.71, 37.99], priority: 50, minutes: 45 },
    { serviceCode: 'bulky-waste', address: 'Εστίας | 9', at: [23.685, 37.98], priority: 0, minutes: 1440 },
  ]
  for (const [index, { at, address, minutes, ...order }] of places.entries()) {
    api.clock.set(`2026-03-1${index}T08:00:00Z`)
    await client(createWorkOrder, {
      params,
      body: {
        ...order,
        idempotencyKey: randomUUID(),
        place: { location: at as [number, number], ...(address ? { address } : {}) },
        title: address ?? 'Χωρίς',
        durationMinutes: minutes,
        ...(index % 2 ? {} : { dueAt: `2026-04-0${9 - index}T08:00:00Z` }),
      },
    })
  }
  await api.database.owner.query(sql`update work_order set status = 'draft' where address = 'Ωρίωνος 3'`)
  await api.database.owner.query(sql`
    insert into request (jurisdiction_id, public_id, service_code, department_code, channel, description,
      address, area_id, requested_at, due_at, updated_at, priority, status, geom, cell)
    select ${cityId}, 'ABCD' || (1000 + n), case when n % 2 = 0 then 'pothole' else 'bulky-waste' end, 'cleaning', 'web', 'x',
      case n % 3 when 0 then null when 1 then 'Άστρους ' || n else 'Βάσου ' || n end, 1 + n % 2,
      '2026-03-01Z'::timestamptz + n * interval '1 hour', '2026-04-01Z'::timestamptz - (n % 4) * interval '1 day',
      '2026-03-01Z', n % 5 * 10, case when n % 3 = 0 then 'accepted' else 'received' end,
      st_point(23.69, 37.98, 4326), 1
    from generate_series(1, 23) n`)
})
afterAll(() => api?.[Symbol.asyncDispose]())

type Query = NonNullable<CallOf<typeof listWorkOrders>['query']>

/** All of a list, two rows at a time. */
async function paged(query: Query): Promise<WorkOrderRow[]> {
  const rows: WorkOrderRow[] = []
  let cursor: string | undefined
  do {
    const page = await client(listWorkOrders, { params, query: { ...query, limit: 2, cursor } })
    rows.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return rows
}

test('orders are listed by each column, and the other way round', async () => {
  const by = async (sort: NonNullable<Query['sort']>, isReversed = false) =>
    (await paged({ sort, isReversed })).map(({ address }) => address?.split(' ')[0] ?? '—')
  // accents and capitals make no difference, and what has none comes last either way
  expect(await by('address')).toEqual(['αγίας', 'Άστρους', 'Εστίας', 'Ωρίωνος', '—'])
  expect(await by('address', true)).toEqual(['Ωρίωνος', 'Εστίας', 'Άστρους', 'αγίας', '—'])
  expect(await by('title')).toEqual(['αγίας', 'Άστρους', 'Εστίας', '—', 'Ωρίωνος'])
  expect(await by('newest')).toEqual(['Εστίας', '—', 'αγίας', 'Άστρους', 'Ωρίωνος'])
  expect(await by('newest', true)).toEqual(['Ωρίωνος', 'Άστρους', 'αγίας', '—', 'Εστίας'])
  expect(await by('due')).toEqual(['Εστίας', 'αγίας', 'Ωρίωνος', 'Άστρους', '—'])
  expect((await by('due', true)).slice(0, 3)).toEqual(['Ωρίωνος', 'αγίας', 'Εστίας'])
  // of the same priority what is due first
  expect(await by('priority')).toEqual(['Άστρους', '—', 'αγίας', 'Ωρίωνος', 'Εστίας'])
  // of the same minutes the one made last
  expect(await by('minutes')).toEqual(['Εστίας', '—', 'Άστρους', 'Ωρίωνος', 'αγίας'])
  expect(await by('minutes', true)).toEqual(['αγίας', 'Ωρίωνος', 'Άστρους', '—', 'Εστίας'])
  expect(await by('skill')).toEqual(['Άστρους', 'Ωρίωνος', 'Εστίας', 'αγίας', '—'])
  expect((await by('status'))[0]).toBe('Ωρίωνος')
  expect(new Set((await by('area')).slice(0, 3))).toEqual(new Set(['αγίας', 'Εστίας', 'Ωρίωνος']))
  // for a program that does not say what it reads, by English names
  expect(new Set((await by('service')).slice(0, 2))).toEqual(new Set(['Ωρίωνος', 'Εστίας']))
})

test.each(['el', 'en'] as const)(
  'services and areas are in the order of their names in %s',
  async (language) => {
    const { headers } = await api.signIn('dispatcher')
    const call = createClient({
      baseUrl: `${api.origin}/api`,
      headers: { ...headers, 'accept-language': language },
    })
    const nameOf = (thing: { nameEl: string; nameEn: string }) =>
      language === 'en' ? thing.nameEn : thing.nameEl
    const services = new Map((await call(listServices, { params })).map((each) => [each.code, nameOf(each)]))
    const areas = new Map((await call(listAreas, { params })).map((each) => [each.id, nameOf(each)]))
    const inOrder = (names: string[]) => names.toSorted(new Intl.Collator(language).compare)
    for (const endpoint of [listWorkOrders, listRequests] as const) {
      const byService = (await call(endpoint, { params, query: { sort: 'service' } })).items
      const serviceNames = byService.map(({ serviceCode }) => services.get(serviceCode)!)
      expect(serviceNames).toEqual(inOrder(serviceNames))
      const byArea = (await call(endpoint, { params, query: { sort: 'area' } })).items
      const areaNames = byArea.flatMap(({ areaId }) => (areaId === null ? [] : areas.get(areaId)!))
      expect(areaNames).toEqual(inOrder(areaNames))
    }
  },
)

test('pages of any order follow each other without gap or repeat', async () => {
  const all = (await client(listWorkOrders, { params, query: {} })).items.map(({ id }) => id).sort()
  for (const sort of [...orderSorts, 'urgent'] as const) {
    for (const isReversed of [false, true]) {
      const rows = await paged({ sort, isReversed, status: [...workOrderStatuses] })
      expect(rows.map(({ id }) => id).sort()).toEqual(all)
      const atOnce = await client(listWorkOrders, { params, query: { sort, isReversed } })
      expect(atOnce.items.map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
    }
  }
})

test('pages of requests in any order follow each other without gap or repeat', async () => {
  const ids = async (query: CallOf<typeof listRequests>['query']) => {
    const seen: number[] = []
    let cursor: string | undefined
    do {
      const page = await client(listRequests, { params, query: { ...query, cursor } })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    return seen
  }
  for (const sort of requestSorts) {
    const [there, back] = [await ids({ sort, limit: 4 }), await ids({ sort, limit: 5, isReversed: true })]
    expect(there).toHaveLength(23)
    expect(there).toEqual(await ids({ sort, limit: 100 }))
    expect(back.toSorted()).toEqual(there.toSorted())
    // what has no address is last either way
    if (sort !== 'address') expect(back).toEqual(there.toReversed())
  }
})

test('a cursor of another order is refused', async () => {
  const { nextCursor } = await client(listWorkOrders, { params, query: { sort: 'title', limit: 2 } })
  for (const sort of ['newest', 'minutes'] as const)
    await expect(
      client(listWorkOrders, { params, query: { sort, cursor: nextCursor! } }),
    ).rejects.toMatchObject({ problem: { status: 400 } })
})
