import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { step } from '../bootstrap/progress.mjs'
import { root } from '../serve/config.ts'
import { buildWebIfStale } from '../serve/web-build.ts'

export type Failure = { name: string; output: string }
type Check = { name: string; run: (report: (text: string) => void) => Promise<unknown> }

// the build of web comes first in its queue: it writes the modules that the check of web's types reads
const queues: Check[][] = [
  [
    {
      name: 'types',
      run: tool('tsc', '-p', 'tsconfig.json', '--incremental', '--tsBuildInfoFile', cache('tsc.json')),
    },
    { name: 'lint', run: tool('eslint', '.', '--max-warnings', '0', ...cacheFlags('eslint')) },
    {
      name: 'format',
      run: tool('prettier', '--check', '.', '--log-level', 'warn', ...cacheFlags('prettier')),
    },
  ],
  [
    { name: 'web build', run: (report) => buildWebIfStale(report) },
    { name: 'web types', run: () => runTool(join(root, 'web'), process.execPath, ['--run', 'check']) },
    { name: 'dead code', run: tool('knip', '--no-progress', '--no-config-hints') },
  ],
]

export const checkNames = queues.flat().map(({ name }) => name)

/** Runs every check, two side by side, and gives those that failed with what they said. */
export async function runChecks(): Promise<Failure[]> {
  const failures = await Promise.all(queues.map(runQueue))
  return failures.flat()
}

async function runQueue(checks: Check[]): Promise<Failure[]> {
  const failures: Failure[] = []
  for (const { name, run } of checks) {
    try {
      await step(name, run)
    } catch (error) {
      failures.push({ name, output: error instanceof Error ? error.message : String(error) })
    }
  }
  return failures
}

function tool(program: string, ...words: string[]) {
  return () => runTool(root, join(root, 'node_modules/.bin', program), words)
}

async function runTool(folder: string, program: string, words: string[]): Promise<void> {
  const child = spawn(program, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
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
