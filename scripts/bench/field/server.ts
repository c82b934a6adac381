import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import { usageOf, type Usage } from './usage.ts'

export interface BenchServer extends AsyncDisposable {
  origin: string
  /** of each part until now, the API first: memory at its highest, and time on a processor */
  usage(): PartUsage[]
}

export interface PartUsage extends Usage {
  part: string
}

/** The API and the worker as an operator starts them, with the limits that they have by themselves. */
export async function startServer(
  databaseUrl: string,
  dataDirectory: string,
  profileDirectory?: string,
): Promise<BenchServer> {
  mkdirSync(dataDirectory, { recursive: true })
  const [port, workerPort] = [await freePort(), await freePort()]
  const origin = `http://127.0.0.1:${port}`
  const environment = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    DROMOS_DATA: dataDirectory,
    PUBLIC_ORIGIN: origin,
    LOG_LEVEL: 'error',
    TRAVEL_TIMES: 'estimate',
    // all hundred sign in from one address
    RATE_SIGN_INS: '1000',
  }
  const profile = profileDirectory ? ['--cpu-prof', `--cpu-prof-dir=${profileDirectory}`] : []
  const start = (part: string, at: number) =>
    spawn(
      process.execPath,
      [...profile, fileURLToPath(new URL(`../../../api/src/${part}`, import.meta.url))],
      {
        env: { ...environment, PORT: String(at) },
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    )
  const files = ['main.ts', 'worker-main.ts']
  const parts = [start('main.ts', port), start('worker-main.ts', workerPort)]
  for (const at of [port, workerPort]) await untilReady(at)
  return {
    origin,
    usage: () => parts.map(({ pid }, index) => ({ part: files[index]!, ...usageOf(pid!) })),
    async [Symbol.asyncDispose]() {
      await Promise.all(
        parts.map(async (part) => {
          const gone = once(part, 'exit')
          part.kill('SIGTERM')
          await gone
        }),
      )
    },
  }
}

async function untilReady(port: number): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null)
    if (answer?.ok) return
    await wait(200)
  }
  throw new Error('the server did not start')
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
