import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer as createProbe } from 'node:net'
import type { RequestListener } from 'node:http'

const tries = 50
const goodbyeMilliseconds = 1500

/** Listens on the port asked for, or on the next free one above it. Port 0 is any free one. */
export async function listen(
  handler: RequestListener,
  { host, port }: { host: string; port: number },
): Promise<{ server: Server; port: number }> {
  const server = createServer(handler)
  for (let candidate = port; candidate <= Math.min(port + tries, 65_535); candidate += 1) {
    if (port !== 0 && !(await isFreeEverywhere(candidate, host))) continue
    server.listen(candidate, host)
    const taken = await Promise.race([once(server, 'listening').then(() => false), failure(server)])
    if (!taken) return { server, port: (server.address() as AddressInfo).port }
  }
  throw new Error(`No port between ${port} and ${port + tries} is free. Set PORT to another one.`)
}

/** Lets requests in progress end; streams that would never end are cut after a moment. */
export async function stopListening(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), goodbyeMilliseconds)
  await closed
  clearTimeout(cut)
}

// A program that listens on ::1 alone leaves 127.0.0.1 free, yet "localhost" would lead to it.
async function isFreeEverywhere(port: number, host: string): Promise<boolean> {
  const hosts = host === '127.0.0.1' ? [host, '::1'] : [host]
  const answers = await Promise.all(hosts.map((each) => isFree(port, each)))
  return answers.every(Boolean)
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createProbe()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}

async function failure(server: Server): Promise<boolean> {
  const [error] = (await once(server, 'error')) as [NodeJS.ErrnoException]
  if (error.code === 'EADDRINUSE') return true
  throw error
}
