import { spawn } from 'node:child_process'
import { once } from 'node:events'

const tailLines = 25

/**
 * Runs a program without showing what it says, unless it fails.
 * @param {string} program
 * @param {string[]} words
 * @param {{ mayFail?: boolean, folder?: string }} [options]
 * @returns {Promise<string>} its standard output
 */
export async function runQuietly(program, words, { mayFail = false, folder } = {}) {
  const child = spawn(program, words, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let everything = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
    everything += chunk
  })
  child.stderr.on('data', (chunk) => (everything += chunk))
  const [code, signal] = await once(child, 'close').catch((error) => {
    throw new Error(`${program} cannot be run: ${error.message}`, { cause: error })
  })
  if (code !== 0 && !mayFail) {
    const tail = everything.trim().split('\n').slice(-tailLines).join('\n')
    throw new Error(`"${[program, ...words].join(' ')}" failed (${signal ?? code}):\n${tail}`)
  }
  return output
}
