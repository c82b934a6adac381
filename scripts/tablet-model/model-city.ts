import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { asJson, sql, type Database } from '@dromos/db'
import { testDatabase } from '@dromos/db/testing'
import { createAccount } from '../../api/src/accounts/create-account.ts'
import { createApp } from '../../api/src/app.ts'
import { arrangeCrews, arrangeRequests } from '../../api/src/crews/testing.ts'
import type { Context } from '../../api/src/context.ts'
import { developPhotoJob } from '../../api/src/jobs/develop-photo.ts'
import { openContext } from '../../api/src/open-context.ts'
import { cityId, TestClock } from '../../api/src/testing.ts'
import { addTestCity } from '../../api/src/testing/city.ts'

const email = 'crew@city.test'
const password = 'correct horse battery'
export const day = '2026-03-12'
export const givenOutAt = '2026-03-11T08:00:00.000Z'
const unlimited = 1_000_000

export interface ModelCity extends AsyncDisposable {
  origin: string
  cookie: string
  clock: TestClock
  owner: Database
  /** stops the server in the middle of whatever it does and starts another one over the same data */
  restart(): Promise<void>
  /** makes pictures of the photos that have come whole */
  develop(): Promise<void>
  /** visits of crew 1, each with an order and a request of its own */
  giveOut(count: number): Promise<number[]>
}

/** The real API on a real database, with one crew that has an account. */
export async function openModelCity(): Promise<ModelCity> {
  const stack = new AsyncDisposableStack()
  const database = stack.use(await testDatabase())
  const { owner } = database
  const dataDirectory = await mkdtemp(join(tmpdir(), 'dromos-tablets-'))
  stack.defer(() => rm(dataDirectory, { recursive: true, force: true }))
  await addTestCity(owner)
  await arrangeCrews(owner)
  await addJobForm(owner)
  const clock = new TestClock()
  let app: ReturnType<typeof createApp>
  let close: () => Promise<void>
  let context: Context
  const server = createServer((request, response) => app(request, response))
  // on a loaded machine a call comes later than after the five seconds that an idle connection is given
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const rates = {
    reads: unlimited,
    writes: unlimited,
    anonymousWrites: unlimited,
    uploads: unlimited,
    chunks: unlimited,
    signIns: unlimited,
  }
  const start = async () => {
    const part = {
      databaseUrl: database.url,
      dataDirectory,
      publicOrigin: origin,
      logger: pino({ level: 'silent' }),
    }
    const opened = await openContext(part, 'api', { rates, clock })
    close = opened.close
    context = opened.context
    app = createApp(opened.context)
  }
  await start()
  stack.defer(() => close())
  stack.defer(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    origin,
    cookie: await signIn(owner, origin),
    clock,
    owner,
    async restart() {
      const before = close
      server.closeAllConnections()
      await start()
      await before()
    },
    develop: () => developAll(context),
    giveOut: (count) => giveOut(owner, count),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

/** What the taps of the model fill in. */
async function addJobForm(owner: Database): Promise<void> {
  const named = { isRequired: true, labelEl: 'Πεδίο', labelEn: 'Field', options: [] }
  const fields = [
    { ...named, code: 'pieces', kind: 'number' },
    { ...named, code: 'shown', kind: 'photo' },
  ]
  await owner.query(sql`
    insert into job_form (jurisdiction_id, service_code, version, fields, created_at)
    values (${cityId}, 'bulky-waste', 1, ${asJson(fields)}, ${givenOutAt})`)
  await owner.query(sql`
    insert into material (jurisdiction_id, code, name_el, name_en, unit_el, unit_en)
    values (${cityId}, 'bags', 'Σακούλες', 'Bags', 'τεμ.', 'pcs')`)
}

async function signIn(owner: Database, origin: string): Promise<string> {
  const accountId = await createAccount(owner, { name: 'Crew', email, password })
  await owner.query(sql`
    insert into membership (jurisdiction_id, account_id, role) values (${cityId}, ${accountId}, 'crew')`)
  await owner.query(sql`update crew_member set account_id = ${accountId} where crew_id = 1`)
  const answer = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password }),
  })
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

async function developAll(context: Context): Promise<void> {
  const uploads = await context.db.tenant(cityId, (tx) =>
    tx.query(sql`select media_id from upload where jurisdiction_id = ${cityId} and received_at is not null`),
  )
  for (const { media_id: mediaId } of uploads.rows as { media_id: string }[]) {
    const job = { id: mediaId, context, signal: new AbortController().signal }
    await developPhotoJob.handle({ jurisdictionId: cityId, mediaId }, job)
  }
}

/** Visits of crew 1, each with an order and a request of its own. */
export async function giveOut(owner: Database, count: number): Promise<number[]> {
  const requests = await arrangeRequests(
    owner,
    Array.from({ length: count }, (_, index) => ({
      at: [(index % 40) * 20, 0] as [number, number],
      status: 'planned',
    })),
  )
  const { rows } = await owner.query(sql`
    with ordered as (
      insert into work_order (jurisdiction_id, title, service_code, department_code, status, source, created_at,
        updated_at, idempotency_key, geom)
      select jurisdiction_id, 'Order', service_code, department_code, 'dispatched', 'request', ${givenOutAt},
        ${givenOutAt}, id::text, geom
      from request where jurisdiction_id = ${cityId} and id = any (${requests}::bigint[])
      returning jurisdiction_id, id, idempotency_key::bigint as request_id, geom
    ),
    linked as (
      insert into work_order_request (jurisdiction_id, work_order_id, request_id, linked_at)
      select jurisdiction_id, id, request_id, ${givenOutAt} from ordered
    ),
    tasks as (
      insert into task (jurisdiction_id, work_order_id, status, duration_minutes, geom)
      select jurisdiction_id, id, 'assigned', 20, geom from ordered returning jurisdiction_id, id
    ),
    visits as (
      insert into visit (jurisdiction_id, task_id, crew_id, day, status, updated_at)
      select jurisdiction_id, id, 1, ${day}, 'dispatched', ${givenOutAt} from tasks returning jurisdiction_id, id
    ),
    told as (
      insert into visit_event (jurisdiction_id, visit_id, to_status, actor_kind, channel, occurred_at, received_at)
      select jurisdiction_id, id, 'dispatched', 'system', 'plan', ${givenOutAt}, ${givenOutAt} from visits
    )
    select id from visits order by id`)
  return rows.map(({ id }) => id as number)
}
