import { once } from 'node:events'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { fillPath, reportRequest, roles, type Endpoint, type Role } from '../contract/index.ts'
import { lampReport } from '../requests/testing.ts'
import { fromSchema } from '../testing/from-schema.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'
import { endpoints } from './openapi.ts'

let api: TestApi
const callers = new Map<Role | 'nobody' | 'visitor', Record<string, string>>([['visitor', {}]])
/** headers of one who has every role in the test city */
let everyone: Record<string, string>
const elsewhere = 'elsewhere'

beforeAll(async () => {
  api = await testApi()
  await addCityElsewhere()
  for (const role of [...roles, 'nobody'] as const) callers.set(role, (await api.signIn(role)).headers)
  const { accountId } = await api.signIn('admin')
  await api.database.owner.query(sql`
    insert into membership (jurisdiction_id, account_id, role)
    select ${elsewhere}, ${accountId}, unnest(${[...roles]}::text[])`)
  everyone = callers.get('admin')!
})

afterAll(() => api?.[Symbol.asyncDispose]())

async function addCityElsewhere(): Promise<void> {
  const { owner } = api.database
  await owner.query(sql`
    insert into jurisdiction (id, name_el, name_en, timezone, boundary, center)
    select ${elsewhere}, 'Αλλού', 'Elsewhere', timezone, boundary, center from jurisdiction where id = ${cityId}`)
  await owner.query(sql`
    insert into department (jurisdiction_id, code, name_el, name_en)
    select ${elsewhere}, code, name_el, name_en from department where jurisdiction_id = ${cityId}`)
  await owner.query(sql`
    insert into service (jurisdiction_id, code, department_code, group_code, name_el, name_en, position, priority,
      sla_amount, sla_unit, duration_minutes)
    select ${elsewhere}, code, department_code, group_code, name_el, name_en, position, priority, sla_amount,
      sla_unit, duration_minutes from service where jurisdiction_id = ${cityId}`)
}

interface Given {
  params?: unknown
  query?: unknown
  body?: unknown
}

async function call(endpoint: Endpoint, given: Given, headers: Record<string, string>) {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries((given.query ?? {}) as Record<string, unknown>))
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined) query.append(name, String(each))
  const hasBody = endpoint.method !== 'GET'
  const params = Object.entries(Object(given.params)).map(([name, value]) => [
    name,
    String(value).toWellFormed(),
  ])
  const path = fillPath(endpoint.path, Object.fromEntries(params))
  return fetch(`${api.origin}/api${path}?${query}`, {
    method: endpoint.method,
    headers: { ...headers, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    ...(hasBody ? { body: JSON.stringify(given.body ?? {}) } : {}),
  })
}

/** One set of parameters that the path takes, of a city. */
function paramsOf(endpoint: Endpoint, jurisdictionId: string, seed = 1): Record<string, unknown> {
  const [made] = fc.sample(fromSchema(endpoint.params), { numRuns: 1, seed })
  return { ...(made as Record<string, unknown>), ...(hasCity(endpoint) ? { jurisdictionId } : {}) }
}

function hasCity({ path }: Endpoint): boolean {
  return path.includes(':jurisdictionId')
}

const patient = { timeout: 300_000 }

test(
  'every endpoint refuses every role that it does not name, and lets in those that it does',
  patient,
  async () => {
    const wrong: unknown[] = []
    for (const endpoint of endpoints) {
      const { access } = endpoint
      const params = paramsOf(endpoint, cityId)
      for (const [caller, headers] of callers) {
        const response = await call(endpoint, { params }, headers)
        const { type, title } = response.ok
          ? {}
          : ((await response.json()) as { type?: string; title?: string })
        const mayCall =
          access === 'public' ||
          (access === 'signed-in' ? caller !== 'visitor' : access.includes(caller as Role))
        const isStopped =
          type === 'unauthenticated' || (type === 'forbidden' && title === 'This is not yours to see or do')
        const isExpected = mayCall
          ? !isStopped || access === 'signed-in'
          : [401, 403].includes(response.status)
        if (!isExpected) wrong.push([endpoint.name, caller, response.status, title])
      }
    }
    expect(wrong).toEqual([])
  },
)

test('who works for one city gets nothing of another, by its address or by its ids', patient, async () => {
  const report = await api.visitor(reportRequest, {
    params: { jurisdictionId: elsewhere },
    body: lampReport({ description: 'only for elsewhere' }),
  })
  const { rows } = await api.database.owner.query(
    sql`select id from request where public_id = ${report.publicId}`,
  )
  const wrong: unknown[] = []
  for (const endpoint of endpoints.filter(hasCity)) {
    if (endpoint.access === 'public') continue
    const there = paramsOf(endpoint, elsewhere)
    for (const caller of ['dispatcher', 'planner', 'citizen'] as const) {
      const headers = callers.get(caller)!
      const { status } = await call(endpoint, { params: there }, headers)
      if (status !== 401 && status !== 403) wrong.push([endpoint.name, caller, status])
    }
    if (!endpoint.path.includes(':id')) continue
    const params = { ...paramsOf(endpoint, cityId), id: rows[0].id }
    const response = await call(endpoint, { params }, everyone)
    if (response.ok || (await response.text()).includes('only for elsewhere'))
      wrong.push([endpoint.name, 'by id', response.status])
  }
  expect(wrong).toEqual([])
})

const hostileValues = [
  null,
  '',
  '\u0000',
  '\ud800',
  'NaN',
  'Infinity',
  '-1',
  '1e308',
  1e308,
  -1e308,
  2 ** 53,
  '9'.repeat(400),
  '../../../../etc/passwd',
  "'; drop table request; --",
  '%00',
  'x'.repeat(3_000),
  [],
  {},
  [[]],
  ['a', 'b'],
  true,
  { $gt: 0 },
] as const

/** A valid call in which some values may be others than they should. */
function spoiled(endpoint: Endpoint): fc.Arbitrary<Given> {
  const part = (schema: Endpoint['params']) =>
    fc
      .tuple(
        fromSchema(schema),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...hostileValues)), { maxLength: 2 }),
      )
      .map(([value, changes]) => changes.reduce(spoil, value))
  return fc
    .record({ params: part(endpoint.params), query: part(endpoint.query), body: part(endpoint.body) })
    .map((given) => ({ ...given, params: withCity(endpoint, given.params) }))
}

function withCity(endpoint: Endpoint, params: unknown): unknown {
  return hasCity(endpoint) ? { ...(params as object), jurisdictionId: cityId } : params
}

function spoil(value: unknown, [place, hostile]: readonly [number, unknown]): unknown {
  const keys = Object.keys((value ?? {}) as object)
  if (typeof value !== 'object' || keys.length === 0) return hostile
  const key = keys[place % keys.length]
  const inner = (value as Record<string, unknown>)[key]
  const isDeep = typeof inner === 'object' && inner !== null && place % 3 > 0
  const changed = isDeep ? spoil(inner, [Math.floor(place / 7), hostile]) : hostile
  return Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed }
}

// each costs seconds of a solver, whatever is in it
const costly = new Set(['solveProblem'])

/** Revoking the tablet that one sits at ends one's own session: whoever was signed out signs in again. */
async function callAsEveryone(endpoint: Endpoint, given: Given) {
  const response = await call(endpoint, given, everyone)
  if (response.status !== 401) return response
  everyone = (await api.signIn('admin')).headers
  return call(endpoint, given, everyone)
}

test('whatever is sent to an endpoint, it answers by the contract and never breaks', patient, async () => {
  const wrong: unknown[] = []
  for (const endpoint of endpoints.filter(({ name }) => !costly.has(name)))
    for (const given of fc.sample(spoiled(endpoint), { numRuns: 16, seed: 7 })) {
      const response = await callAsEveryone(endpoint, given)
      const text = await response.text()
      const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json')
      // an address that is too long is answered before we are asked
      const isExpected =
        response.ok ||
        (response.status < 500 && response.status !== 401 && isProblem) ||
        response.status === 431
      if (!isExpected) wrong.push([endpoint.name, response.status, text, JSON.stringify(given).slice(0, 400)])
    }
  expect(wrong).toEqual([])
  // the last of them may have been signed out too, which is noticed when the cookie's copy of the session is old
  everyone = (await api.signIn('admin')).headers
})

function post(
  body: string | Uint8Array,
  headers: Record<string, string> = {},
  path = `/v1/${cityId}/requests`,
) {
  return fetch(`${api.origin}/api${path}`, {
    method: 'POST',
    body: body as string,
    headers: { 'content-type': 'application/json', ...headers },
  })
}

test('bodies too long, too deep, packed or damaged are refused, and nothing is read twice', async () => {
  const report = JSON.stringify(lampReport())
  const statuses = [
    await post(JSON.stringify({ description: 'x'.repeat(10 * 1024 * 1024) })),
    await post(gzipSync(Buffer.alloc(10 * 1024 * 1024, 32)), { 'content-encoding': 'gzip' }),
    await post('['.repeat(200_000)),
    await post(Buffer.from([...Buffer.from('{"description":"'), 0xff, 0xfe, 0x22, 0x7d])),
    await post(report.replace('"description"', '"__proto__":{"isAdmin":true},"description"')),
    await post(report, { 'content-encoding': 'br-unknown' }),
  ].map(({ status }) => status)
  expect(statuses).toEqual([413, 413, 400, 400, 201, 415])
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
})

test('addresses that are damaged, or climb, lead nowhere', async () => {
  const id = '00000000-0000-4000-8000-000000000000'
  for (const path of [
    '/api/v1/%E0%A4%A/requests',
    `/api/v1/${cityId}/media/..%2f..%2f..%2fetc%2fpasswd/full`,
    `/api/v1/${cityId}/media/${id}/..%2f${id}`,
    `/api/v1/..%2f${cityId}/services`,
    `/api/v1/${cityId}%00/services`,
  ]) {
    const response = await fetch(api.origin + path, { headers: everyone })
    expect([path, response.status < 500 && response.status >= 400]).toEqual([path, true])
  }
})

test('the same parameter twice, or a page without end, is bad input', async () => {
  const ask = (query: string) =>
    fetch(`${api.origin}/api/v1/${cityId}/requests?${query}`, { headers: everyone })
  for (const query of ['limit=1&limit=2', 'limit=1000000', 'limit=-1', 'cursor=a&cursor=b', 'bbox=NaN,0,1,1'])
    expect([query, (await ask(query)).status]).toEqual([query, 400])
})

test('a body that never ends is not waited for', { timeout: 60_000 }, async () => {
  const socket = connect(Number(new URL(api.origin).port), '127.0.0.1')
  await once(socket, 'connect')
  const head = `POST /api/v1/${cityId}/requests HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{`
  socket.write(head)
  const [first] = (await once(socket, 'data')) as [Buffer]
  expect(first.toString()).toMatch(/^HTTP\/1\.1 4\d\d /)
  await once(socket, 'close')
})

test('every answer says how a browser may use it', async () => {
  const { headers } = await fetch(`${api.origin}/api/v1/${cityId}/services`)
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
  expect(headers.get('strict-transport-security')).not.toBeNull()
  expect(headers.get('x-powered-by')).toBeNull()
})
