import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startProduct, type Product } from '../../scripts/test/product.ts'

let dataDirectory: string
let running: Product[]

beforeAll(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'dromos-start-'))
})

beforeEach(() => {
  running = []
})

afterEach(async () => {
  for (const product of running) await product.stop('SIGTERM')
})

afterAll(() => rmSync(dataDirectory, { recursive: true, force: true }))

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s stops everything, the database too',
  async (signal) => {
    const product = await start()
    const database = databasePort()
    expect(await accepts(database)).toBe(true)
    expect(await product.stop(signal)).toBe(0)
    expect(await accepts(database)).toBe(false)
  },
)

test('a second copy in the same folder takes another port and outlives the first', async () => {
  const first = await start()
  const second = await start({ PORT: new URL(first.baseUrl).port })
  expect(second.baseUrl).not.toBe(first.baseUrl)
  await first.stop('SIGINT')
  expect((await fetch(`${second.baseUrl}/healthz`)).status).toBe(200)
})

async function start(settings: Record<string, string> = {}): Promise<Product> {
  const product = await startProduct({ DROMOS_DATA: dataDirectory, DEMO: 'none', ...settings })
  running.push(product)
  return product
}

function databasePort(): number {
  return JSON.parse(readFileSync(join(dataDirectory, 'postgres/cluster.json'), 'utf8')).port
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
