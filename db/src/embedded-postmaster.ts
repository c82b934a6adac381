import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { PostgresBinaries } from './embedded-binaries.mjs'
import type { Place } from './embedded-place.ts'
import { servesFolder } from './embedded-process.ts'

const run = promisify(execFile)
const pollMilliseconds = 25
const politeStopMilliseconds = 30_000
const startAttempts = 5

export type Running = { pid: number; port: number; status: string }

/** The server that serves this place now, found by its own note `postmaster.pid`; a stale note is no server. */
export function runningServer(place: Place): Running | undefined {
  const file = join(place.data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  const running = { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? '').trim() }
  return servesFolder(running.pid, place.data) ? running : undefined
}

/** Makes an empty cluster with one superuser, `postgres`. A half-made one never gets its final name. */
export async function createCluster(
  place: Place,
  binaries: PostgresBinaries,
  password: string,
): Promise<void> {
  const half = `${place.data}.new`
  const passwordFile = `${place.data}.password`
  rmSync(half, { recursive: true, force: true })
  writeFileSync(passwordFile, password, { mode: 0o644 })
  const locale = process.platform === 'linux' ? 'C.UTF-8' : 'en_US.UTF-8'
  try {
    await run(
      join(binaries.bin, 'initdb'),
      // prettier-ignore
      ['-D', half, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', `--locale=${locale}`, '--no-sync'],
      { ...place.owner, cwd: '/' },
    )
    renameSync(half, place.data)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/**
 * Starts the server on `port`, or on another free one when that is taken.
 * Tries again while the children of a killed server still hold its memory.
 */
export async function startServer(
  place: Place,
  binaries: PostgresBinaries,
  settings: Record<string, string>,
  port: number | undefined,
): Promise<Running> {
  for (let attempt = 1; attempt <= startAttempts; attempt += 1) {
    removeStaleNote(place)
    const chosen = attempt === 1 && port && (await isFree(port)) ? port : await freePort()
    const running = await launch(place, binaries, { ...settings, port: String(chosen) })
    if (running) return running
    await wait(attempt * 200)
  }
  const log = readFileSync(place.log, 'utf8').trim().split('\n').slice(-8).join('\n')
  throw new Error(`The private PostgreSQL server in ${place.data} does not start:\n${log}`)
}

/** Stops the server: politely if what it holds must last, at once if not. */
export async function stopServer(place: Place, politely: boolean): Promise<void> {
  const running = runningServer(place)
  if (!running) return
  signal(running.pid, politely ? 'SIGINT' : 'SIGQUIT')
  const deadline = Date.now() + politeStopMilliseconds
  while (servesFolder(running.pid, place.data)) {
    if (Date.now() > deadline) signal(running.pid, 'SIGQUIT')
    await wait(pollMilliseconds)
  }
}

/** Waits while a server is between two states; undefined when it is gone. */
export async function settledServer(place: Place): Promise<Running | undefined> {
  let running = runningServer(place)
  while (running && running.status !== 'ready') {
    await wait(pollMilliseconds)
    running = runningServer(place)
  }
  return running
}

function removeStaleNote(place: Place): void {
  // its process id may since belong to another program, which PostgreSQL would take for a server
  if (!runningServer(place)) rmSync(join(place.data, 'postmaster.pid'), { force: true })
}

/** Undefined when the server gave up; then its log says why. */
async function launch(
  place: Place,
  binaries: PostgresBinaries,
  settings: Record<string, string>,
): Promise<Running | undefined> {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(place.log, 'w')
  // in a session of its own, so that Ctrl-C in our terminal does not reach it before our clients are done
  const child = spawn(join(binaries.bin, 'postgres'), ['-D', place.data, ...flags], {
    ...place.owner,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  await once(child, 'spawn')
  while (child.exitCode === null && child.signalCode === null) {
    const running = runningServer(place)
    if (running?.status === 'ready') return running
    await wait(pollMilliseconds)
  }
  return undefined
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
