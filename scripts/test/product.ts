import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { root } from '../serve/config.ts'

export type Product = {
  /** without a slash at the end */
  baseUrl: string
  /** Ends it by a signal and gives its exit code; null when the signal left it none. */
  stop(signal: NodeJS.Signals): Promise<number | null>
}

const ownSettings = { HOST: '127.0.0.1', PORT: '0', PUBLIC_ORIGIN: '', DATABASE_URL: '' }

/** Starts the whole product in a process of its own, on any free port unless told otherwise. */
export async function startProduct(settings: Record<string, string>): Promise<Product> {
  const child = fork(join(root, 'scripts/serve.ts'), { env: { ...process.env, ...ownSettings, ...settings } })
  const exit = once(child, 'exit')
  const [message] = await Promise.race([once(child, 'message'), exit.then(() => [undefined])])
  if (!message?.ready) throw new Error('The product did not start; what it said stands above')
  return {
    baseUrl: message.ready,
    async stop(signal) {
      child.kill(signal)
      const [code] = await exit
      return code
    },
  }
}
