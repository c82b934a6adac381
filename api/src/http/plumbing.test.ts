import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { sql } from '@dromos/db'
import { createClient, endpoint, InJurisdiction, type Client, type Endpoint } from '../contract/index.ts'
import { emitLive } from '../live/emit.ts'
import { defineQueue, enqueue, prepareQueues } from '../jobs/queue.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'
import { bind, type Api, type Handler } from './bind.ts'
import { answerProblems } from './errors.ts'
import { createRateLimits } from './rate-limits.ts'

let api: TestApi
const servers: Server[] = []

beforeAll(async () => {
  api = await testApi()
})

afterAll(async () => {
  for (const server of servers) server.close()
  await api?.[Symbol.asyncDispose]()
})

/** A server with one endpoint, over the context of the test. */
async function serve<E extends Endpoint>(
  given: E,
  handler: Handler<E>,
  rates: Partial<Api['context']['config']['rates']> = {},
): Promise<string> {
  const app = express()
  const context = api.context
  bind(
    { router: app, context, limits: createRateLimits({ ...context.config.rates, ...rates }) },
    given,
    handler,
  )
  app.use(answerProblems(context.log))
  const server = createServer(app).listen(0, '127.0.0.1')
  servers.push(server)
  await new Promise((resolve) => server.once('listening', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
}

function clientOf(baseUrl: string, headers: Record<string, string> = {}): Client {
  return createClient({ baseUrl, headers })
}

const echo = endpoint({
  name: 'echo',
  method: 'POST',
  path: '/v1/:jurisdictionId/echo',
  summary: 'Says back what was said',
  tag: 'test',
  access: ['dispatcher'],
  params: InJurisdiction,
  body: z.object({ text: z.string().max(1000) }),
  response: z.object({ text: z.string(), account: z.string().nullable() }),
})
const call = { params: { jurisdictionId: cityId }, body: { text: 'hello' } }

const echoHandler: Handler<typeof echo> = ({ body, account }) => ({
  text: body.text,
  account: account?.name ?? null,
})

test('an endpoint lets in its roles in its city, and nobody else', async () => {
  const url = await serve(echo, echoHandler)
  const { headers } = await api.signIn('dispatcher')
  expect(await clientOf(url, headers)(echo, call)).toEqual({ text: 'hello', account: 'Test dispatcher' })
  await expect(clientOf(url)(echo, call)).rejects.toMatchObject({ problem: { type: 'unauthenticated' } })
  for (const role of ['admin', 'nobody'] as const) {
    const stranger = await api.signIn(role)
    await expect(clientOf(url, stranger.headers)(echo, call)).rejects.toMatchObject({
      problem: { type: 'forbidden' },
    })
  }
  await api.database.owner.query(sql`
    insert into jurisdiction (id, name_el, name_en, timezone, boundary, center)
    select 'elsewhere', 'Αλλού', 'Elsewhere', timezone, boundary, center from jurisdiction where id = ${cityId}`)
  const elsewhere = { ...call, params: { jurisdictionId: 'elsewhere' } }
  await expect(clientOf(url, headers)(echo, elsewhere)).rejects.toMatchObject({
    problem: { type: 'forbidden' },
  })
})

test('a role that is taken away is gone with the next call', async () => {
  const url = await serve({ ...echo, access: ['planner'] }, echoHandler)
  const { headers, accountId } = await api.signIn('planner')
  const client = clientOf(url, headers)
  await client(echo, call)
  await api.database.owner.query(sql`delete from membership where account_id = ${accountId}`)
  await expect(client(echo, call)).rejects.toMatchObject({ problem: { type: 'forbidden' } })
})

test('what is not valid, not JSON or too long is said to be so before anything is done', async () => {
  const url = `${await serve({ ...echo, access: 'public' }, echoHandler)}/v1/${cityId}/echo`
  const post = async (body: string, contentType = 'application/json') => {
    const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': contentType } })
    return [response.status, ((await response.json()) as { type: string }).type]
  }
  expect(await post('{"text": 5}')).toEqual([400, 'bad-input'])
  expect(await post('{"text": ')).toEqual([400, 'bad-input'])
  expect(await post('{"text": "x"}', 'text/plain')).toEqual([400, 'bad-input'])
  expect(await post(JSON.stringify({ text: 'x'.repeat(300_000) }))).toEqual([413, 'too-large'])
})

test('a visitor who writes too often is asked to wait, while members go on', async () => {
  const open = { ...echo, access: 'public' as const }
  const url = await serve(open, echoHandler, { anonymousWrites: 2, writes: 50 })
  const visitor = clientOf(url)
  await visitor(open, call)
  await visitor(open, call)
  await expect(visitor(open, call)).rejects.toMatchObject({
    problem: { type: 'too-many-requests', status: 429 },
  })
  const { headers } = await api.signIn('agent')
  expect(await clientOf(url, headers)(open, call)).toMatchObject({ account: 'Test agent' })
})

test('an answer that breaks the contract does not leave the server', async () => {
  const url = await serve({ ...echo, access: 'public' }, () => ({ text: 5 }) as never)
  await expect(clientOf(url)({ ...echo, access: 'public' }, call)).rejects.toMatchObject({
    problem: { type: 'internal', title: 'Something went wrong here' },
  })
})

test('an unforeseen error says nothing of itself', async () => {
  const url = await serve({ ...echo, access: 'public' }, () => {
    throw new Error('password=hunter2')
  })
  const response = await fetch(`${url}/v1/${cityId}/echo`, {
    method: 'POST',
    body: '{"text": "x"}',
    headers: { 'content-type': 'application/json' },
  })
  expect(response.status).toBe(500)
  expect(await response.text()).not.toContain('hunter2')
})

test('a statement that takes too long is a matter of trying again', async () => {
  const url = await serve({ ...echo, access: 'public' }, ({ tenant }) =>
    tenant(async (tx) => {
      await tx.query(sql`set local statement_timeout = 50`)
      await tx.query(sql`select pg_sleep(10)`)
      return { text: '', account: null }
    }),
  )
  await expect(clientOf(url)({ ...echo, access: 'public' }, call)).rejects.toMatchObject({
    problem: { type: 'unavailable', status: 503 },
  })
})

test('a job is enqueued when and only when its transaction commits', async () => {
  const queue = defineQueue({ name: 'test-queue', payload: z.object({ number: z.number() }) })
  await prepareQueues(api.context.boss, [queue])
  const work = (number: number, isBroken: boolean) =>
    api.context.db.tenant(cityId, async (tx) => {
      emitLive(tx, { entity: 'crew', entityId: number, version: 1 })
      await enqueue(tx, api.context, queue, { number })
      if (isBroken) throw new Error('broken')
    })
  await work(1, false)
  await expect(work(2, true)).rejects.toThrow('broken')
  const jobs = await api.context.boss.findJobs<{ number: number }>(queue.name)
  expect(jobs.map(({ data }) => data.number)).toEqual([1])
})
