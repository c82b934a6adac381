import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { testDatabase, type TestDatabase } from '@dromos/db/testing'
import { asJson, sql } from '@dromos/db'
import type { VectorTileLayer } from '@mapbox/vector-tile'
import express from 'express'
import { decodeTile } from './decode.ts'
import { createTiles, type Tiles, type TilesOptions } from './index.ts'

export interface TileWorld extends AsyncDisposable {
  database: TestDatabase
  tiles: Tiles
  origin: string
  /** of a path below /tiles */
  ask(path: string, headers?: Record<string, string>): Promise<Response>
  /** the decoded layers of a path below /tiles; none of an empty tile */
  decode(path: string): Promise<Record<string, VectorTileLayer>>
}

/** A tile server on a database of its own with two cities, a street and no requests. */
export async function tileWorld(options: Partial<TilesOptions> = {}): Promise<TileWorld> {
  const database = await testDatabase()
  await arrangeCities(database)
  const tiles = await createTiles({ databaseUrl: database.url, ...options })
  const server = express().use('/tiles', tiles.router).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const ask = (path: string, headers?: Record<string, string>) =>
    fetch(`${origin}/tiles/${path}`, { headers: headers ?? {} })
  return {
    database,
    tiles,
    origin,
    ask,
    async decode(path) {
      const response = await ask(path)
      if (![200, 204].includes(response.status)) throw new Error(await response.text())
      return decodeTile(new Uint8Array(await response.arrayBuffer()))
    },
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await tiles.close()
      await database[Symbol.asyncDispose]()
    },
  }
}

export interface TestRequest {
  jurisdictionId?: string
  id: number
  lon: number
  lat: number
  service?: string
  status?: string
  isLate?: boolean
  ageDays?: number
}

export async function addRequests({ owner }: TestDatabase, requests: TestRequest[]): Promise<void> {
  const rows = requests.map((request) => ({
    jurisdictionId: 'athens',
    service: 'bulky-waste',
    status: 'received',
    isLate: false,
    ageDays: 0,
    ...request,
  }))
  await owner.query(sql`
    insert into request (jurisdiction_id, id, public_id, service_code, department_code, status, channel, description,
      requested_at, due_at, updated_at, cell, geom)
    select "jurisdictionId", id, 'r' || id, service, 'works', status, 'web', 'Γράφει ο Νίκος, 6900000000',
      now() - "ageDays" * interval '1 day', now() + case when "isLate" then -1 else 1 end * interval '1 hour',
      now(), 0, st_setsrid(st_makepoint(lon, lat), 4326)
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as given (
      "jurisdictionId" text, id bigint, service text, status text, "isLate" boolean, "ageDays" integer,
      lon float8, lat float8
    )`)
}

/** What an answer says of itself: TileJSON, or a problem. */
export async function readJson(response: Response) {
  return (await response.json()) as {
    detail: string
    tiles: string[]
    attribution: string
    bounds: number[]
    vector_layers: { id: string }[]
  }
}

/** Every property of every feature, with its id. */
export function features(layer: VectorTileLayer | undefined): Record<string, unknown>[] {
  return Array.from({ length: layer?.length ?? 0 }, (_, index) => {
    const { id, properties } = layer!.feature(index)
    return { ...(id === undefined ? {} : { id }), ...properties }
  })
}

async function arrangeCities({ owner }: TestDatabase): Promise<void> {
  for (const [id, west] of [
    ['athens', 23.7],
    ['aigaleo', 23.6],
  ] as const) {
    await owner.query(sql`
      insert into jurisdiction (id, name_el, name_en, timezone, boundary, center)
      select ${id}, ${id}, ${id}, 'Europe/Athens', st_multi(box), st_centroid(box)
      from (select st_makeenvelope(${west}, 37.9, ${west}::float8 + 0.1, 38.1, 4326) as box) square`)
    await owner.query(sql`insert into department values (${id}, 'works', 'Τεχνική', 'Works')`)
    for (const code of ['bulky-waste', 'street-lighting'])
      await owner.query(sql`
        insert into service (jurisdiction_id, code, department_code, group_code, name_el, name_en, sla_amount,
          sla_unit, duration_minutes)
        values (${id}, ${code}, 'works', 'works', ${code}, ${code}, 3, 'working_days', 20)`)
    await owner.query(sql`
      insert into area (jurisdiction_id, id, kind, code, name_el, name_en, geom)
      select id, 7, 'neighbourhood', 'n7', 'Ψυρρή', 'Psyrri', boundary from jurisdiction where id = ${id}`)
  }
}
