import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { getRequest, reportRequest, trackRequest } from '../contract/index.ts'
import { areas } from '../testing/city.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'
import { idsOf, lampReport, report } from './testing.ts'

let api: TestApi
const params = { jurisdictionId: cityId }

beforeAll(async () => {
  api = await testApi()
})

afterAll(() => api?.[Symbol.asyncDispose]())

async function countOf(table: 'request' | 'request_event' | 'notification' | 'live_event'): Promise<number> {
  const { rows } = await api.database.owner.pool.query(`select count(*)::integer as n from ${table}`)
  return rows[0].n
}

test('a visitor reports, and follows it without personal data', async () => {
  const sent = await report(api.visitor, {
    description: 'Η λάμπα δεν ανάβει',
    reporter: { name: 'Μαρία', email: 'maria@home.test', phone: '210 1234567' },
  })
  expect(sent).toMatchObject({ status: 'received', dueAt: '2026-03-13T08:00:00.000Z', isRepeat: false })
  const tracked = await api.visitor(trackRequest, { params: { ...params, publicId: sent.publicId } })
  expect(tracked).toMatchObject({
    serviceCode: 'street-light',
    isOpen: true,
    description: 'Η λάμπα δεν ανάβει',
    areaId: areas.west,
    reportCount: 1,
    story: [{ kind: 'reported', status: 'received' }],
  })
  expect(tracked.address).toMatch(/^Θηβών \d+$/)
  expect(JSON.stringify(tracked)).not.toMatch(/Μαρία|maria|1234567/)
})

test('a double tap gives the first report back, also when both arrive at once', async () => {
  const before = await countOf('request')
  const body = lampReport({ location: [23.695, 37.98], reporter: { email: 'twice@home.test' } })
  const answers = await Promise.all([1, 2, 3, 4].map(() => api.visitor(reportRequest, { params, body })))
  expect(new Set(answers.map(({ publicId }) => publicId)).size).toBe(1)
  expect(answers.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1)
  expect(await countOf('request')).toBe(before + 1)
})

test('a place outside the city is answered with whose it is', async () => {
  const before = await countOf('request')
  await expect(report(api.visitor, { location: [23.75, 37.98] })).rejects.toMatchObject({
    problem: { type: 'outside-the-city', data: { authority: { nameEl: 'Δήμος Γειτόνων' } } },
  })
  expect(await countOf('request')).toBe(before)
})

test('answers are checked against the questions of the service', async () => {
  const bulky = { serviceCode: 'bulky-waste' }
  await expect(report(api.visitor, bulky)).rejects.toMatchObject({
    problem: { type: 'bad-input', errors: [{ path: 'body.attributes.size' }] },
  })
  const wrong = { ...bulky, attributes: { size: 'huge', pieces: 'many', colour: 'red' } }
  const failure = await report(api.visitor, wrong).catch((error) => error.problem)
  expect(failure.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
    'body.attributes.colour',
    'body.attributes.pieces',
    'body.attributes.size',
  ])
  const taken = await report(api.visitor, { ...bulky, attributes: { size: 'large', pieces: '3' } })
  const [id] = await idsOf(api, [taken.publicId])
  const { client } = await api.signIn('dispatcher')
  const detail = await client(getRequest, { params: { ...params, id } })
  expect(detail.attributes).toEqual({ size: 'large', pieces: 3 })
})

test('an unknown service is not found, and a picture that never arrived refuses the report', async () => {
  await expect(report(api.visitor, { serviceCode: 'nonsense' })).rejects.toMatchObject({
    problem: { type: 'not-found' },
  })
  await expect(report(api.visitor, { mediaIds: [randomUUID()] })).rejects.toMatchObject({
    problem: { type: 'bad-input', errors: [{ path: 'body.mediaIds' }] },
  })
})

test('what cannot be valid never reaches the city', async () => {
  for (const changes of [
    { description: 'x'.repeat(4001) },
    { location: [200, 37.9] as [number, number] },
    { reporter: { email: 'not an address' } },
    { idempotencyKey: 'once' },
    { description: 'a NUL \u0000 character' },
    { description: 'half a pair \ud800', attributes: { 'half \udc00': 'x' } },
    { reporter: { name: 'NUL \u0000' } },
  ])
    await expect(report(api.visitor, changes)).rejects.toMatchObject({ problem: { type: 'bad-input' } })
})

test('only the city takes reports by phone', async () => {
  await expect(report(api.visitor, { channel: 'phone' })).rejects.toMatchObject({
    problem: { type: 'forbidden' },
  })
  const agent = await api.signIn('agent')
  const taken = await report(agent.client, { channel: 'phone', reporter: { phone: '6900000000' } })
  const [id] = await idsOf(api, [taken.publicId])
  const detail = await agent.client(getRequest, { params: { ...params, id } })
  expect(detail.events).toMatchObject([{ kind: 'reported', actorKind: 'staff', actorName: 'Test agent' }])
  expect(detail.reporter).toEqual({ name: null, email: null, phone: '6900000000' })
})

test('a planner sees the request, but not whom it is from', async () => {
  const { publicId } = await report(api.visitor, { reporter: { name: 'Νίκος' } })
  const [id] = await idsOf(api, [publicId])
  const { client } = await api.signIn('planner')
  expect((await client(getRequest, { params: { ...params, id } })).reporter).toBeNull()
})

test('a visitor, a stranger and a crew do not see the details of a request', async () => {
  const { publicId } = await report(api.visitor)
  const [id] = await idsOf(api, [publicId])
  const call = { params: { ...params, id } }
  await expect(api.visitor(getRequest, call)).rejects.toMatchObject({ problem: { type: 'unauthenticated' } })
  for (const role of ['nobody', 'citizen', 'crew'] as const) {
    const { client } = await api.signIn(role)
    await expect(client(getRequest, call)).rejects.toMatchObject({ problem: { type: 'forbidden' } })
  }
})

test('history, notice and live event are written with the report, or nothing is', async () => {
  const before = await Promise.all([countOf('request_event'), countOf('notification'), countOf('live_event')])
  await report(api.visitor, { location: [23.715, 37.99], reporter: { email: 'one@home.test' } })
  await expect(
    report(api.visitor, { mediaIds: [randomUUID()], reporter: { email: 'two@home.test' } }),
  ).rejects.toThrow()
  const after = await Promise.all([countOf('request_event'), countOf('notification'), countOf('live_event')])
  expect(after).toEqual(before.map((count) => count + 1))
  const { rows } = await api.database.owner.query(sql`
    select data::text from pgboss.job where name = 'send-notification' order by created_on desc limit 1`)
  expect(rows[0].data).not.toContain('home.test')
})

test('the cell is that of H3 at resolution 10', async () => {
  const { publicId } = await report(api.visitor, { location: [23.7, 37.985] })
  const { rows } = await api.database.owner.query(sql`
    select to_hex(cell) as cell from request where public_id = ${publicId}`)
  expect(rows[0].cell).toMatch(/^8a[0-9a-f]{13}$/)
})
