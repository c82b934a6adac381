import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { step } from '../bootstrap/progress.mjs'
import { root } from '../serve/config.ts'
import { buildWebIfStale } from '../serve/web-build.ts'

export type Failure = { name: string; output: string }
type Check = { name: string; run: (report: (text: string) => void, signal?: AbortSignal) => Promise<unknown> }

const web = join(root, 'web')

// the build of web comes first in its queue: it writes the modules that the check of web's types reads
const queues: Check[][] = [
  [
    { name: 'types', run: tool('tsc', '-p', '.', '--incremental', '--tsBuildInfoFile', cache('tsc.json')) },
    { name: 'types of the journeys', run: tool('tsc', '-p', 'web/journeys') },
    { name: 'lint', run: tool('eslint', '.', '--max-warnings', '0', ...cacheFlags('eslint')) },
    {
      name: 'format',
      run: tool('prettier', '--check', '.', '--log-level', 'warn', ...cacheFlags('prettier')),
    },
  ],
  [
    { name: 'build of web', run: buildWebIfStale },
    { name: 'types of web', run: (_, signal) => runTool(process.execPath, ['--run', 'check'], web, signal) },
    { name: 'dead code', run: tool('knip', '--no-progress', '--no-config-hints') },
  ],
]

export const checkNames = queues.flat().map(({ name }) => name)

/** Runs every check, two side by side, and gives those that failed with what they said. */
export async function runChecks(signal?: AbortSignal): Promise<Failure[]> {
  const failures = await Promise.all(queues.map((checks) => runQueue(checks, signal)))
  return failures.flat()
}

async function runQueue(checks: Check[], signal?: AbortSignal): Promise<Failure[]> {
  const failures: Failure[] = []
  for (const { name, run } of checks) {
    try {
      await step(name, (report) => run(report, signal))
    } catch (error) {
      failures.push({ name, output: error instanceof Error ? error.message : String(error) })
    }
  }
  return failures
}

function tool(name: string, ...words: string[]): Check['run'] {
  return (_, signal) => runTool(join(root, 'node_modules/.bin', name), words, root, signal)
}

async function runTool(
  program: string,
  words: string[],
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  const child = spawn(program, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], signal })
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(said.trim() || `${program} ended with ${code}`)
}

function cacheFlags(name: string): string[] {
  return ['--cache', '--cache-strategy', 'content', '--cache-location', cache(name)]
}

function cache(name: string): string {
  return join(root, 'node_modules/.cache/dromos', name)
}
