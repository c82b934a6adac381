import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import pino from 'pino'
import { expect, test, vi } from 'vitest'
import { testDatabase } from '@dromos/db/testing'
import { createClient } from './contract/index.ts'
import { report } from './requests/testing.ts'
import { createApi } from './server.ts'
import { addTestCity } from './testing/city.ts'
import { startWorker } from './worker.ts'

test('API and worker, each opened by itself, take a report and confirm it by mail', async () => {
  await using database = await testDatabase()
  await addTestCity(database.owner)
  const dataDirectory = await mkdtemp(join(tmpdir(), 'dromos-parts-'))
  const lines: string[] = []
  const options = {
    databaseUrl: database.url,
    dataDirectory,
    publicOrigin: 'http://city.test',
    logger: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
  }
  const [api, worker] = await Promise.all([createApi(options), startWorker(options)])
  const app = express().use(api.router, (_request, response) => void response.send('not of the API'))
  const server = createServer(app).listen(0, '127.0.0.1')
  try {
    await new Promise((resolve) => server.once('listening', resolve))
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect(await (await fetch(`${origin}/somewhere`)).text()).toBe('not of the API')
    const client = createClient({ baseUrl: `${origin}/api` })
    const { publicId } = await report(client, { reporter: { name: 'Σοφία', email: 'sofia@home.test' } })
    const mails = join(dataDirectory, 'mail')
    // the folder is there before the first of them is whole
    const written = async () => {
      const [mail] = (await readdir(mails)).filter((name) => name.endsWith('.eml'))
      expect(await readFile(join(mails, mail ?? ''), 'utf8')).toContain('sofia@home.test')
    }
    await vi.waitFor(written, { timeout: 15_000 })
    expect(await api.health()).toMatchObject({ waiting: 0 })
    expect(await worker.health()).toHaveProperty(['queues', 'send-notification'])
    const log = lines.join('')
    expect(log).toContain('"endpoint":"reportRequest"')
    expect(log).not.toMatch(/sofia|Σοφία/)
    expect(log).not.toContain(publicId)
  } finally {
    server.closeAllConnections()
    server.close()
    await worker.close()
    await api.close()
    await rm(dataDirectory, { recursive: true, force: true })
  }
})
