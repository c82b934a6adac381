import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { root } from '../serve/config.ts'
import { resultsFolder } from './results.ts'

export type TestPart = { name: string; folder: string; words: string[] }

export const testParts: TestPart[] = [
  { name: 'node', folder: root, words: ['--project', 'node'] },
  {
    name: 'web',
    folder: join(root, 'web'),
    // most of the time went into reading the same modules for each of a hundred files
    words: ['--config', 'vite.config.ts', '--dir', 'src', '--pool', 'threads', '--no-isolate'],
  },
  { name: 'journeys', folder: root, words: ['--project', 'journeys'] },
]

/** Runs one part of the tests, showing its progress, and leaves its report in the results folder. */
export async function runTestPart(
  { name, folder, words }: TestPart,
  more: string[],
  signal: AbortSignal,
): Promise<boolean> {
  console.log(`\n── ${name} tests ──`)
  const reporters = [
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(resultsFolder, `${name}.json`)}`,
  ]
  const vitest = join(root, 'node_modules/.bin/vitest')
  const child = spawn(vitest, ['run', ...words, ...reporters, ...more], {
    cwd: folder,
    stdio: 'inherit',
    signal,
  })
  const [code] = await once(child, 'exit')
  return code === 0
}
