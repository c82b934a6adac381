import { expect, expectTypeOf, test } from 'vitest'
import * as contract from './index.ts'
import { createClient, fillPath, listRequests, type CallOf, type Endpoint, type getRequest } from './index.ts'

const exported: [string, unknown][] = Object.entries(contract)
const endpoints = exported
  .map(([, value]) => value)
  .filter(
    (value): value is Endpoint =>
      typeof value === 'object' && value !== null && 'path' in value && 'method' in value,
  )

test('every endpoint has a name of its own, a path of its own and says who may call it', () => {
  expect(endpoints.length).toBeGreaterThan(25)
  expect(new Set(endpoints.map((endpoint) => endpoint.name)).size).toBe(endpoints.length)
  expect(new Set(endpoints.map((endpoint) => `${endpoint.method} ${endpoint.path}`)).size).toBe(
    endpoints.length,
  )
  for (const [name, value] of exported) {
    if (endpoints.includes(value as Endpoint)) expect((value as Endpoint).name).toBe(name)
  }
})

test('every parameter of a path is in its schema', () => {
  for (const endpoint of endpoints) {
    for (const [, name] of endpoint.path.matchAll(/:(\w+)/g)) {
      const missing = endpoint.params.safeParse({})
      expect(missing.success).toBe(false)
      expect(missing.error!.issues.map((issue: { path: PropertyKey[] }) => issue.path[0])).toContain(name)
    }
  }
})

test('wrong arguments are compile errors', () => {
  expectTypeOf<CallOf<typeof getRequest>['params']['id']>().toEqualTypeOf<number | string>()
  expectTypeOf<CallOf<typeof listRequests>>().toHaveProperty('params')
})

test('a path is filled with encoded values, so that none can leave its place', () => {
  expect(fillPath('/v1/:jurisdictionId/x/:id', { jurisdictionId: '../a', id: 5 })).toBe('/v1/..%2Fa/x/5')
})

test('the client sends lists as comma lists and turns a problem into an error that names its type', async () => {
  const calls: string[] = []
  const client = createClient({
    baseUrl: 'http://city.test/api',
    fetch: async (url) => {
      calls.push(String(url))
      return Response.json({ type: 'forbidden', title: 'Not yours', status: 403 }, { status: 403 })
    },
  })
  const failure = client(listRequests, {
    params: { jurisdictionId: 'aigaleo' },
    query: { status: ['received', 'triaged'], limit: 5 },
  })
  await expect(failure).rejects.toMatchObject({ problem: { type: 'forbidden' } })
  expect(calls).toEqual(['http://city.test/api/v1/aigaleo/requests?status=received%2Ctriaged&limit=5'])
})
