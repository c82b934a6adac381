import { randomUUID } from 'node:crypto'
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isSameProcess, processIdentity } from './embedded-process.ts'

const pollMilliseconds = 50

let registrations = 0

/** Writes down that this process uses the cluster; returns how to take that back. */
export function registerUser(folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  registrations += 1
  const file = join(folder, `${process.pid}-${registrations}`)
  writeFileSync(file, processIdentity(process.pid) ?? '')
  return () => rmSync(file, { force: true })
}

/** Whether any living process uses the cluster; forgets those that died without saying so. */
export function hasUsers(folder: string): boolean {
  if (!existsSync(folder)) return false
  const files = readdirSync(folder).map((name) => join(folder, name))
  const dead = files.filter((file) => !isSameProcess(readText(file)))
  for (const file of dead) rmSync(file, { force: true })
  return dead.length < files.length
}

/** Runs `work` while no other process is inside; a lock left by a dead process counts for nothing. */
export async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const mine = `${lock}.${process.pid}-${randomUUID()}`
  writeFileSync(mine, processIdentity(process.pid) ?? '')
  while (!take(mine, lock)) {
    if (!isSameProcess(readText(lock))) breakLock(lock)
    await wait(pollMilliseconds)
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
    rmSync(mine, { force: true })
  }
}

/** A link appears whole or not at all, so nobody reads a lock before its owner's name is in it. */
function take(mine: string, lock: string): boolean {
  try {
    linkSync(mine, lock)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function breakLock(lock: string): void {
  const broken = `${lock}.${randomUUID()}`
  try {
    renameSync(lock, broken)
    // someone else may have broken and taken it since we looked: then it is theirs, give it back
    if (isSameProcess(readText(broken))) linkSync(broken, lock)
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    rmSync(broken, { force: true })
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
