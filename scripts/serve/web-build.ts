import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from '../../db/src/embedded-users.ts'
import { root } from './config.ts'
import { hashSources } from './source-hash.ts'

// web is built from these; the contract and the evaluator are bundled with it
const sources = [
  'web/{src,static,messages,project.inlang}/**',
  'web/*.{ts,js,mjs,json}',
  'api/src/{contract,planner}/**/*.ts',
  'package-lock.json',
]
const ignored = /(^|\/)(paraglide|cache)\/|\.test\.ts$/

const output = join(root, 'web/build')
const stamp = join(output, 'built-from')

/** Builds web unless what is there was built from exactly these sources. */
export async function buildWebIfStale(report: (text: string) => void, signal?: AbortSignal): Promise<void> {
  const lock = join(root, '.data/web-build.lock')
  mkdirSync(join(root, '.data'), { recursive: true })
  await withLock(lock, async () => {
    const hash = hashSources(sources, ignored)
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
    report('building')
    rmSync(stamp, { force: true })
    await runBuild(signal)
    writeFileSync(stamp, hash)
  })
}

/** The Express handler of the built web. `ORIGIN` must be set before. */
export async function loadWebHandler() {
  const { handler } = await import(join(output, 'handler.js'))
  return handler
}

async function runBuild(signal?: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, ['--run', 'build'], { cwd: join(root, 'web'), signal })
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`web cannot be built:\n${said.trim().split('\n').slice(-40).join('\n')}`)
}
