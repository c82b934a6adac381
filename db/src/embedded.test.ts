import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startCluster } from './embedded.ts'
import { makePlace, serverOwner } from './embedded-place.ts'
import { runningServer, stopServer } from './embedded-postmaster.ts'
import { servesFolder } from './embedded-process.ts'

let parent: string
let folder: string

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'dromos-cluster-'))
  folder = join(parent, 'cluster')
  chmodSync(parent, 0o755)
})

afterEach(async () => {
  const place = await makePlace(folder, serverOwner())
  await stopServer(place, false)
  rmSync(dirname(dirname(place.data)), { recursive: true, force: true })
  rmSync(parent, { recursive: true, force: true })
})

test('a durable cluster keeps what was written through stop and start', async () => {
  const first = await startCluster({ directory: folder, durable: true })
  await query(first.url, 'create table kept as select 42 as answer')
  await first.stop()
  await expect(query(first.url, 'select 1')).rejects.toThrow()

  const second = await startCluster({ directory: folder, durable: true })
  expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  await second.stop()
})

test('a forgetful cluster leaves nothing behind', async () => {
  const cluster = await startCluster({ directory: folder, durable: false })
  const { data } = await makePlace(folder, serverOwner())
  expect(existsSync(data)).toBe(true)
  await cluster.stop()
  expect(existsSync(data)).toBe(false)
})

test('postgis can be loaded', async () => {
  const cluster = await startCluster({ directory: folder, durable: false })
  await query(cluster.url, 'create extension postgis')
  expect(await query(cluster.url, 'select st_x(st_point(23.7, 37.9)) as lon')).toEqual([{ lon: 23.7 }])
  await cluster.stop()
})

test('the server asks for its password', async () => {
  const cluster = await startCluster({ directory: folder, durable: false })
  const stranger = cluster.url.replace(/:[^:@]+@/, ':guess@')
  await expect(query(stranger, 'select 1')).rejects.toThrow('password authentication failed')
  await cluster.stop()
})

test('two users of one folder share the server until the last one stops', async () => {
  const [one, other] = await Promise.all([
    startCluster({ directory: folder, durable: true }),
    startCluster({ directory: folder, durable: true }),
  ])
  expect(other.url).toBe(one.url)
  await one.stop()
  expect(await query(other.url, 'select 1 as alive')).toEqual([{ alive: 1 }])
  await other.stop()
  await expect(query(other.url, 'select 1')).rejects.toThrow()
})

test('clusters of two folders run beside each other', async () => {
  const beside = join(parent, 'beside')
  const one = await startCluster({ directory: folder, durable: false })
  const other = await startCluster({ directory: beside, durable: false })
  expect(other.port).not.toBe(one.port)
  await other.stop()
  expect(await query(one.url, 'select 1 as alive')).toEqual([{ alive: 1 }])
  await one.stop()
})

test('a killed server recovers with what was committed', async () => {
  const first = await startCluster({ directory: folder, durable: true })
  await query(first.url, 'create table kept as select 42 as answer')
  await kill(folder)

  const second = await startCluster({ directory: folder, durable: true })
  expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  await first.stop()
  await second.stop()
})

test('a server whose starter was killed is joined, and stopped by the last user', async () => {
  const child = startInOtherProcess(folder)
  const [url] = (await once(child.stdout, 'data')) as [Buffer]
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await query(String(url), 'select 1 as alive')).toEqual([{ alive: 1 }])

  const cluster = await startCluster({ directory: folder, durable: true })
  expect(cluster.url).toBe(String(url))
  await cluster.stop()
  await expect(query(String(url), 'select 1')).rejects.toThrow()
})

test('a note of a dead server that names another living process does not prevent the start', async () => {
  const first = await startCluster({ directory: folder, durable: true })
  const { data } = await makePlace(folder, serverOwner())
  const note = readFileSync(join(data, 'postmaster.pid'), 'utf8')
  await first.stop()
  writeFileSync(join(data, 'postmaster.pid'), note.replace(/^\d+/, String(process.pid)))

  const second = await startCluster({ directory: folder, durable: true })
  expect(await query(second.url, 'select 1 as alive')).toEqual([{ alive: 1 }])
  await second.stop()
})

test('a folder that only its maker can enter is no obstacle', async () => {
  chmodSync(parent, 0o700)
  const first = await startCluster({ directory: folder, durable: true })
  await query(first.url, 'create table kept as select 42 as answer')
  await first.stop()

  const second = await startCluster({ directory: folder, durable: true })
  expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  await second.stop()
})

test('a lock left by a dead process does not hold anyone up', async () => {
  const { lock } = await makePlace(folder, serverOwner())
  writeFileSync(lock, '999999999 1')
  const cluster = await startCluster({ directory: folder, durable: false })
  expect(await query(cluster.url, 'select 1 as alive')).toEqual([{ alive: 1 }])
  await cluster.stop()
  expect(existsSync(lock)).toBe(false)
})

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

async function kill(directory: string): Promise<void> {
  const place = await makePlace(directory, serverOwner())
  const pid = runningServer(place)!.pid
  process.kill(pid, 'SIGKILL')
  while (servesFolder(pid, place.data)) await wait(20)
}

function startInOtherProcess(directory: string) {
  const embedded = new URL('./embedded.ts', import.meta.url).href
  const program = `
    const { startCluster } = await import(${JSON.stringify(embedded)})
    const cluster = await startCluster({ directory: ${JSON.stringify(directory)}, durable: true })
    process.stdout.write(cluster.url)
    setInterval(() => {}, 1000)`
  return spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
