import { fork, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { startCluster, type Cluster } from '@dromos/db/embedded'
import {
  createWorkOrder,
  fillPath,
  getPlanVersion,
  solvePlan,
  startImport,
  uploadImportFile,
} from './contract/index.ts'
import { arrangeCrews, arrangeRequests, arrangeShifts } from './crews/testing.ts'
import { listenLive } from './live/testing.ts'
import { report } from './requests/testing.ts'
import { cityId, testApi, type SignedIn, type TestApi } from './testing.ts'

const params = { jurisdictionId: cityId }
const stack = new AsyncDisposableStack()
let directory: string
let cluster: Cluster
let api: TestApi
let admin: SignedIn
let worker: ChildProcess

// a server of its own, so that it can be killed
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dromos-killed-'))
  stack.defer(() => rm(directory, { recursive: true, force: true }))
  cluster = await startCluster({ directory: join(directory, 'postgres'), durable: true })
  stack.defer(() => cluster.stop())
  const shared = process.env.DROMOS_TEST_DATABASE_URL
  process.env.DROMOS_TEST_DATABASE_URL = cluster.url
  stack.defer(() => void (process.env.DROMOS_TEST_DATABASE_URL = shared))
  api = stack.use(await testApi())
  api.clock.set(new Date().toISOString())
  admin = await api.signIn('admin')
  worker = await startWorkerProcess()
  stack.defer(() => end(worker))
}, 180_000)

afterAll(() => stack.disposeAsync(), 60_000)

async function startWorkerProcess(): Promise<ChildProcess> {
  const settings = {
    DATABASE_URL: api.database.url,
    DROMOS_DATA: api.context.config.dataDirectory,
    PORT: String(await freePort()),
    LOG_LEVEL: 'silent',
    TRAVEL_TIMES: 'estimate',
  }
  return fork(new URL('worker-main.ts', import.meta.url), { env: { ...process.env, ...settings } })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return
  const exit = once(process, 'exit')
  process.kill('SIGKILL')
  await exit
}

const rows = 6000

async function startLongImport(): Promise<number> {
  const lines = Array.from({ length: rows }, (_, i) => {
    const [lon, lat] = [23.6805 + (i % 70) * 0.0005, 37.971 + Math.floor(i / 70) * 0.0003]
    return `${i},2026-01-05T10:00:00Z,street-light,received,${lat},${lon}`
  })
  const file = ['externalId,requestedAt,serviceCode,status,lat,lon', ...lines].join('\n')
  const path = fillPath(uploadImportFile.path, { ...params, name: 'long.csv' })
  const sent = await fetch(`${api.origin}/api${path}`, { method: 'PUT', body: file, headers: admin.headers })
  const { fileSha256, fileName, guess } = uploadImportFile.response.parse(await sent.json())
  const columns = Object.fromEntries(
    file
      .split('\n')[0]
      .split(',')
      .map((name) => [name, name]),
  )
  const mapping = {
    ...guess,
    columns: columns as typeof guess.columns,
    services: { 'street-light': 'street-light' },
    statuses: { received: 'received' },
  }
  const run = await admin.client(startImport, { params, body: { fileSha256, fileName, mapping } })
  return run.id
}

async function startLongSolve() {
  const { owner } = api.database
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await arrangeCrews(owner)
  await arrangeShifts(owner, day)
  // fewer would be through with the search before their time is over
  const spread = Array.from({ length: 70 }, (_, i) => ({
    at: [(i % 10) * 90, Math.floor(i / 10) * 110] as [number, number],
  }))
  for (const id of await arrangeRequests(owner, spread))
    await admin.client(createWorkOrder, { params, body: { idempotencyKey: randomUUID(), requestIds: [id] } })
  return admin.client(solvePlan, { params, body: { day, seconds: 8 } })
}

async function valueOf(statement: ReturnType<typeof sql>): Promise<unknown> {
  const { rows } = await api.database.owner.query(statement)
  return rows[0]?.value
}

function mails(): Promise<string[]> {
  const folder = join(api.context.config.dataDirectory, 'mail')
  return readdir(folder).then(
    (names) => names.filter((name) => name.endsWith('.eml')),
    () => [],
  )
}

test(
  'a worker killed while it imports, solves and tells: another ends it all, and nothing twice',
  { timeout: 240_000 },
  async () => {
    const importId = await startLongImport()
    const version = await startLongSolve()
    for (let i = 0; i < 12; i++) await report(api.visitor, { reporter: { email: `reader${i}@home.test` } })
    const told = await valueOf(sql`select count(*)::int as value from notification`)
    const progress = () => valueOf(sql`select rows_read as value from import_run where id = ${importId}`)
    await expect.poll(progress, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0)
    worker.kill('SIGKILL')
    await once(worker, 'exit')
    expect(await valueOf(sql`select status as value from import_run where id = ${importId}`)).toBe('running')

    worker = await startWorkerProcess()
    const patient = { timeout: 150_000, interval: 500 }
    await expect
      .poll(() => valueOf(sql`select status as value from import_run where id = ${importId}`), patient)
      .toBe('completed')
    expect(
      await valueOf(sql`select count(*)::int as value from request where idempotency_key like 'import:%'`),
    ).toBe(rows)
    const solved = () => admin.client(getPlanVersion, { params: { ...params, ...version } })
    await expect.poll(async () => (await solved()).status, patient).toBe('optimised')
    await expect
      .poll(
        () => valueOf(sql`select count(*)::int as value from notification where status = 'sent'`),
        patient,
      )
      .toBe(told)
    expect(await mails()).toHaveLength(told as number)
  },
)

test(
  'a database killed under a running product: nothing acknowledged is lost, and all goes on',
  { timeout: 180_000 },
  async () => {
    const stream = await listenLive(`${api.origin}/api/v1/${cityId}/live?public=true`)
    const before = await report(api.visitor, { reporter: { email: 'before@home.test' } })
    const pid = Number(
      String(await valueOf(sql`select pg_read_file('postmaster.pid') as value`)).split('\n')[0],
    )
    process.kill(pid, 'SIGKILL')
    // its processes live on for a moment
    const answer = () =>
      report(api.visitor).then(
        () => 'taken',
        ({ problem }) => problem.type,
      )
    await expect.poll(answer, { timeout: 20_000 }).toBe('unavailable')
    const again = await startCluster({ directory: join(directory, 'postgres'), durable: true })
    stack.defer(() => again.stop())
    expect(again.port).toBe(cluster.port)

    const after = await report(api.visitor, { reporter: { email: 'after@home.test' } })
    expect(
      await valueOf(sql`select count(*)::int as value from request
    where public_id in (${before.publicId}, ${after.publicId})`),
    ).toBe(2)
    for (;;) if ((await stream.next()).name === 'resync') break
    const { publicId } = await report(api.visitor)
    for (;;) if ((await stream.next()).event.entityId === publicId) break
    stream.close()
    await expect
      .poll(() => valueOf(sql`select count(*)::int as value from notification where status <> 'sent'`), {
        timeout: 90_000,
        interval: 500,
      })
      .toBe(0)
    expect([worker.exitCode, worker.signalCode]).toEqual([null, null])
  },
)
