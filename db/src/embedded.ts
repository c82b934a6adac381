import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPostgres, newestPostgres, oldestPostgis, oldestPostgres } from './embedded-binaries.mjs'
import type { PostgresBinaries } from './embedded-binaries.mjs'
import { makePlace, serverOwner } from './embedded-place.ts'
import type { Place } from './embedded-place.ts'
import { createCluster, settledServer, startServer, stopServer } from './embedded-postmaster.ts'
import { hasUsers, registerUser, withLock } from './embedded-users.ts'

export type ClusterOptions = {
  /** folder of this cluster; made when missing */
  directory: string
  /** false: fast and forgetful, for tests; nothing in it outlives its last user */
  durable: boolean
}

export type Cluster = {
  /** superuser, database `postgres`, on 127.0.0.1 */
  url: string
  port: number
  /** Lets go of the cluster; the last user to do so stops the server. */
  stop(): Promise<void>
}

type Note = { password: string; port?: number }

const settings = {
  listen_addresses: '127.0.0.1',
  // no socket file: its path has a length limit, and a killed server would leave it behind
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  work_mem: '16MB',
  maintenance_work_mem: '256MB',
  random_page_cost: '1.1',
  jit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '4GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
}

const forgetful = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/**
 * Starts the private PostgreSQL server of a folder, or joins it when it already runs, also when it was left
 * behind by a killed process. Several processes may use one folder; several folders run beside each other.
 */
export async function startCluster({ directory, durable }: ClusterOptions): Promise<Cluster> {
  const place = await makePlace(directory, serverOwner())
  return withLock(place.lock, async () => {
    if (!durable && !hasUsers(place.users)) await forget(place)
    const note = await openCluster(place, durable)
    const leave = registerUser(place.users)
    const url = `postgres://postgres:${note.password}@127.0.0.1:${note.port}/postgres`
    return {
      url,
      port: note.port,
      stop: once(() => withLock(place.lock, () => letGo(place, durable, leave))),
    }
  })
}

async function openCluster(place: Place, durable: boolean): Promise<Required<Note>> {
  const note = readNote(place)
  const running = await settledServer(place)
  if (note && running) return { ...note, port: running.port }
  if (note && existsSync(place.data)) return start(place, durable, note)
  const fresh = { password: randomBytes(24).toString('base64url') }
  writeNote(place, fresh)
  await createCluster(place, chooseBinaries(), fresh.password)
  return start(place, durable, fresh)
}

async function start(place: Place, durable: boolean, note: Note): Promise<Required<Note>> {
  const binaries = chooseBinaries(Number(readFileSync(join(place.data, 'PG_VERSION'), 'utf8')))
  const chosen = durable ? settings : { ...settings, ...forgetful }
  const { port } = await startServer(place, binaries, chosen, note.port)
  writeNote(place, { ...note, port })
  return { ...note, port }
}

async function letGo(place: Place, durable: boolean, leave: () => void): Promise<void> {
  leave()
  if (hasUsers(place.users)) return
  if (durable) await stopServer(place, true)
  else await forget(place)
}

async function forget(place: Place): Promise<void> {
  await stopServer(place, false)
  rmSync(place.data, { recursive: true, force: true, maxRetries: 10 })
  rmSync(place.note, { force: true })
}

/** The newest server installed, or exactly the one that made the data: another major cannot read it. */
function chooseBinaries(major?: number): PostgresBinaries {
  const installed = findPostgres()
  const chosen = major === undefined ? installed[0] : installed.find((binaries) => binaries.major === major)
  if (chosen) return chosen
  const wanted =
    major === undefined ? `${oldestPostgres} to ${newestPostgres}` : `${major}, which made the data here,`
  throw new Error(`PostgreSQL ${wanted} with PostGIS ${oldestPostgis} or newer is not installed`)
}

function readNote(place: Place): Note | undefined {
  return existsSync(place.note) ? JSON.parse(readFileSync(place.note, 'utf8')) : undefined
}

function writeNote(place: Place, note: Note): void {
  writeFileSync(`${place.note}.new`, JSON.stringify(note), { mode: 0o600 })
  renameSync(`${place.note}.new`, place.note)
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => (done ??= work())
}
