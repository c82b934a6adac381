import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { sql } from '@dromos/db'
import { testDatabase, type TestDatabase } from '@dromos/db/testing'
import { createAccount } from './accounts/create-account.ts'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import type { Clock, Context } from './context.ts'
import { createClient, type Client, type Role } from './contract/index.ts'
import type { JobHandler } from './jobs/queue.ts'
import { openContext } from './open-context.ts'
import { addTestCity, cityId } from './testing/city.ts'
import { workOn } from './worker.ts'

export { cityId }

/** A clock that stands where the test puts it; it begins on a Wednesday morning. */
export class TestClock implements Clock {
  #now = new Date('2026-03-11T08:00:00Z')

  now(): Date {
    return new Date(this.#now)
  }

  set(instant: string): void {
    this.#now = new Date(instant)
  }
}

export interface TestApi extends AsyncDisposable {
  /** where the server is, without /api */
  origin: string
  database: TestDatabase
  context: Context
  clock: TestClock
  /** a visitor */
  visitor: Client
  /** Signs in as someone with one role in the test city (or none); headers for fetch, and a client. */
  signIn(role: Role | 'nobody'): Promise<SignedIn>
  /** Runs jobs of these queues in this process until the test ends. */
  work(handlers: readonly JobHandler[]): Promise<void>
}

export interface SignedIn {
  client: Client
  headers: { cookie: string }
  accountId: string
}

const password = 'correct horse battery'

/** The API on a port of its own, over a database of its own with one small city. */
export async function testApi(changes: Partial<Config> = {}): Promise<TestApi> {
  const database = await testDatabase()
  const dataDirectory = await mkdtemp(join(tmpdir(), 'dromos-test-'))
  await addTestCity(database.owner)
  const clock = new TestClock()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const part = {
    databaseUrl: database.url,
    dataDirectory,
    publicOrigin: origin,
    logger: pino({ level: 'silent' }),
  }
  const settings = { rates: generousRates, clock, ...changes }
  const { context, close } = await openContext(part, 'api', settings)
  server.on('request', createApp(context))
  const workers: (() => Promise<void>)[] = []
  return {
    origin,
    database,
    context,
    clock,
    visitor: createClient({ baseUrl: `${origin}/api` }),
    signIn: (role) => signIn(database, origin, role),
    async work(handlers) {
      const worker = await openContext(part, 'worker', settings)
      workers.push(worker.close)
      await workOn(worker.context, handlers)
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      for (const stop of workers) await stop()
      await close()
      await database[Symbol.asyncDispose]()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}

const generousRates: Config['rates'] = {
  reads: 100_000,
  writes: 100_000,
  anonymousWrites: 100_000,
  uploads: 100_000,
  chunks: 100_000,
  signIns: 100_000,
}

async function signIn(database: TestDatabase, origin: string, role: Role | 'nobody'): Promise<SignedIn> {
  const email = `${role}@city.test`
  const accountId = await createAccount(database.owner, { name: `Test ${role}`, email, password })
  if (role !== 'nobody')
    await database.owner.query(sql`
      insert into membership (jurisdiction_id, account_id, role) values (${cityId}, ${accountId}, ${role})
      on conflict do nothing`)
  const answer = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const headers = { cookie }
  return { client: createClient({ baseUrl: `${origin}/api`, headers }), headers, accountId }
}
