import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { createApp } from '../../api/src/app.ts'
import { openContext } from '../../api/src/open-context.ts'

interface PartOptions {
  databaseUrl: string
  dataDirectory: string
  publicOrigin: string
  logger: Logger
}

const plenty = 100_000

/** The API once more, on a port of its own for this process alone, with a clock that can be put back. */
export async function openPast(
  options: PartOptions,
): Promise<{ innerOrigin: string; setClock: (now: Date) => void } & AsyncDisposable> {
  let at: Date | null = null
  const rates = {
    reads: plenty,
    writes: plenty,
    anonymousWrites: plenty,
    uploads: plenty,
    chunks: plenty,
    signIns: plenty,
  }
  const { context, close } = await openContext(options, 'api', {
    clock: { now: () => at ?? new Date() },
    rates,
    databaseConnections: 4,
  })
  const server = createServer(createApp(context))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    innerOrigin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setClock: (now) => (at = now),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await close()
    },
  }
}
