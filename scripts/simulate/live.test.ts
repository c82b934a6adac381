import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import pino from 'pino'
import { expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { testDatabase } from '@dromos/db/testing'
import { createApi } from '../../api/src/server.ts'
import { seedDemo } from '../seed-demo.ts'
import { reportLive } from './live.ts'
import { loadCityModel } from './load-city-model.ts'
import { randomFrom } from './random.ts'
import { spotsOf } from './spots.ts'

const wanted = 30

test('live reports go through the product’s door, by telephone where the web has had enough', async () => {
  await using database = await testDatabase()
  await seedDemo({ databaseUrl: database.url, size: 'small' })
  await using server = await serveApi(database.url)
  const model = await database.db.tenant('aigaleo', loadCityModel)
  const stop = new AbortController()
  const told: string[] = []
  await reportLive({
    model,
    spots: spotsOf(model, 'live'),
    random: randomFrom('live'),
    url: server.url,
    perMinute: 60_000,
    signal: stop.signal,
    onReport: (text) => {
      if (told.push(text) === wanted) stop.abort()
    },
  })
  expect(told.filter((text) => text.startsWith('not taken'))).toEqual([])
  const { rows } = await database.owner.query(sql`
    select count(*) as n, count(*) filter (where not st_covers(c.boundary, r.geom)) as outside,
      count(distinct channel) as channels
    from request r join jurisdiction c on c.id = r.jurisdiction_id
    where public_id = any (${told.map((text) => text.slice(0, 8))})`)
  expect(rows).toEqual([{ n: wanted, outside: 0, channels: 3 }])
})

async function serveApi(databaseUrl: string) {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'dromos-live-'))
  const options = {
    databaseUrl,
    dataDirectory,
    publicOrigin: 'http://localhost',
    logger: pino({ level: 'silent' }),
  }
  const api = await createApi(options)
  const server = express().use(api.router).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await api.close()
      rmSync(dataDirectory, { recursive: true, force: true })
    },
  }
}
