import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import type { RequestHandler } from 'express'
import { withLock } from '../../db/src/embedded-users.ts'
import { root } from './config.ts'
import { hashSources, listSources } from './source-hash.ts'

// web is built from these; the contract and the evaluator are bundled with it
const sources = [
  'web/{src,static,messages}/**',
  // beside it the build leaves files of its own
  'web/project.inlang/settings.json',
  'web/*.{ts,js,mjs,json}',
  'api/src/{contract,planner}/**/*.ts',
  'package-lock.json',
]
const ignored = /(^|\/)paraglide\/|\.test\.ts$/

/** The files that a build of web is named after. */
export function webSources(): string[] {
  return listSources(sources, ignored)
}

const builds = join(root, '.data/web')
const keptBuilds = 5

/**
 * Builds web unless these sources have been built before, and gives the folder of the build. Each build has a
 * folder of its own, so that a new one does not pull the files from under a copy that runs.
 */
export async function buildWebIfStale(report: (text: string) => void, signal?: AbortSignal): Promise<string> {
  mkdirSync(builds, { recursive: true })
  return withLock(`${builds}.lock`, async () => {
    const hash = hashSources(sources, ignored)
    const folder = join(builds, hash)
    if (existsSync(folder)) {
      utimesSync(folder, new Date(), new Date())
      return folder
    }
    report('building')
    await runBuild(signal)
    // what was edited during the build is not what the name says
    const isExact = hashSources(sources, ignored) === hash
    const built = isExact ? folder : join(builds, randomUUID())
    renameSync(join(root, 'web/build'), built)
    forgetOldBuilds()
    return built
  })
}

/** The handler of a build. `ORIGIN` must be set before. */
export async function loadWebHandler(folder: string): Promise<RequestHandler> {
  const { handler } = await import(join(folder, 'handler.js'))
  return handler
}

async function runBuild(signal?: AbortSignal): Promise<void> {
  // a process group of its own, because the build is a chain of programs and all of them have to stop
  const child = spawn(process.execPath, ['--run', 'build'], { cwd: join(root, 'web'), detached: true })
  const stop = () => process.kill(-child.pid!, 'SIGTERM')
  signal?.addEventListener('abort', stop)
  let complaints = ''
  child.stdout.resume()
  child.stderr.on('data', (chunk) => (complaints += chunk))
  const [code] = await once(child, 'close')
  signal?.removeEventListener('abort', stop)
  if (code !== 0)
    throw new Error(`web cannot be built:\n${complaints.trim().split('\n').slice(-40).join('\n')}`)
}

function forgetOldBuilds(): void {
  const folders = readdirSync(builds).map((name) => join(builds, name))
  const lastUse = (folder: string) => statSync(folder).mtimeMs
  const newestFirst = folders.toSorted((one, other) => lastUse(other) - lastUse(one))
  for (const folder of newestFirst.slice(keptBuilds)) rmSync(folder, { recursive: true, force: true })
}
