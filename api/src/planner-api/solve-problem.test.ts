import { afterAll, beforeAll, expect, test } from 'vitest'
import { solveProblem } from '../contract/index.ts'
import { testApi, type SignedIn, type TestApi } from '../testing.ts'

let api: TestApi
let dispatcher: SignedIn

beforeAll(async () => {
  api = await testApi()
  dispatcher = await api.signIn('dispatcher')
})
afterAll(() => api?.[Symbol.asyncDispose]())

const problem = {
  vehicles: [{ id: 1, start: [23.69, 37.98], end: [23.69, 37.98], skills: [1] }],
  jobs: [
    { id: 1, location: [23.7, 37.98], service: 300 },
    { id: 2, location: [23.7, 37.99], skills: [2] },
  ],
}

function post(body: unknown, more: { seconds?: string; headers?: Record<string, string> } = {}) {
  return fetch(`${api.origin}/api/v1/planner/solve?seconds=${more.seconds ?? '0.3'}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(more.headers ?? dispatcher.headers) },
    body: JSON.stringify(body),
  })
}

test('a problem in VROOM’s JSON is solved, and says why a job is left out', async () => {
  const solution = await dispatcher.client(solveProblem, { body: problem, query: { seconds: 0.3 } })
  expect(solution).toMatchObject({ code: 0, summary: { routes: 1, unassigned: 1 } })
  expect(solution.routes[0].steps.map(({ type }) => type)).toEqual(['start', 'job', 'end'])
  const refused = { vehicle: 1, cause: 'skills', margin: 1, unit: 'skills' }
  expect(solution.unassigned).toMatchObject([{ id: 2, reason: [refused] }])
})

test('bad input is told as VROOM does, with the path of the field', async () => {
  const response = await post({ ...problem, jobs: [{ id: 1, location: [23.7, 37.98], priority: 101 }] })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 2, path: 'jobs[0].priority' })
})

test('what is too big is refused', async () => {
  const jobs = Array.from({ length: 1001 }, (_, id) => ({ id, location: [23.7, 37.98] }))
  expect(await (await post({ ...problem, jobs })).json()).toMatchObject({ code: 2, path: 'jobs' })
  const vehicles = Array.from({ length: 201 }, (_, id) => ({ id, start: [23.7, 37.98] }))
  expect(await (await post({ ...problem, vehicles })).json()).toMatchObject({ code: 2, path: 'vehicles' })
  expect((await post({ ...problem, note: 'x'.repeat(1024 * 1024) })).status).toBe(413)
  expect((await post(problem, { seconds: '31' })).status).toBe(400)
})

test('it is for those who plan', async () => {
  expect((await post(problem, { headers: {} })).status).toBe(401)
  const crew = await api.signIn('crew')
  expect((await post(problem, { headers: crew.headers })).status).toBe(403)
})

test('one problem is solved at a time', async () => {
  const answers = await Promise.all([post(problem, { seconds: '1' }), post(problem, { seconds: '1' })])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 503])
  expect((await post(problem)).status).toBe(200)
})
