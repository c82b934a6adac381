import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const programs = join(root, 'node_modules', '.bin')

/**
 * Runs a script on the project's own Node until it ends, and hands every wish to stop on to it. The channel
 * between them tells it when we are killed.
 * @param {string} script path from the root
 * @param {string[]} words
 * @param {Record<string, string>} [more] environment, where there is nothing of that name yet
 * @returns {Promise<number>} exit code
 */
export async function launch(script, words, more = {}) {
  const child = spawn(join(programs, 'node'), [join(root, script), ...words], {
    env: { ...more, ...process.env, PATH: `${programs}${delimiter}${process.env.PATH}` },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal))
  }
  const [code, signal] = await once(child, 'exit')
  return code ?? 128 + constants.signals[/** @type {NodeJS.Signals} */ (signal)]
}
