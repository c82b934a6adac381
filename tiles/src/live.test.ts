import { asJson, sql } from '@dromos/db'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { addRequests, features, tileWorld, type TestRequest, type TileWorld } from './testing.ts'
import { tileAt } from './tile.ts'

let world: TileWorld
beforeAll(async () => void (world = await tileWorld()))
afterAll(() => world[Symbol.asyncDispose]())

const near = { lon: 23.7231, lat: 37.9812 }
const far = { lon: 23.7931, lat: 37.9112 }

function path({ lon, lat }: { lon: number; lat: number }, z: number, city = 'athens') {
  const tile = tileAt(lon, lat, z)
  return `${city}/requests/${z}/${tile.x}/${tile.y}`
}

async function idsAt(place: { lon: number; lat: number }): Promise<unknown[]> {
  return features((await world.decode(path(place, 14))).request).map(({ id }) => id)
}

async function report(request: TestRequest, data: unknown = { lon: request.lon, lat: request.lat }) {
  await addRequests(world.database, [request])
  const event = {
    jurisdictionId: 'athens',
    id: 1,
    entity: 'request',
    entityId: String(request.id),
    version: 1,
    data,
  }
  await world.database.db.query(sql`select pg_notify('dromos_live', ${asJson(event)})`)
}

test('a new request appears in its tiles at every zoom, and no other tile is made anew', async () => {
  const shown = [path(near, 9), path(near, 12), path(near, 14), path(near, 16)]
  const elsewhere = [path(far, 14), path(far, 16), path(near, 14, 'aigaleo')]
  for (const tile of [...shown, ...elsewhere]) await world.ask(tile)
  await report({ id: 1, ...near })
  await vi.waitFor(async () => expect(await idsAt(near)).toEqual([1]), 5_000)
  for (const tile of shown) expect((await world.ask(tile)).status).toBe(200)
  const before = await world.tiles.health()
  for (const tile of elsewhere) await world.ask(tile)
  expect((await world.tiles.health()).misses).toBe(before.misses)
})

test('a change without a place makes all tiles of its kind anew', async () => {
  await idsAt(far)
  await report({ id: 2, ...far }, {})
  await vi.waitFor(async () => expect(await idsAt(far)).toEqual([2]), 5_000)
})

test('a message that cannot be read counts as any change', async () => {
  await idsAt(far)
  await addRequests(world.database, [{ id: 3, ...far }])
  await world.database.db.query(sql`select pg_notify('dromos_live', 'not json')`)
  await vi.waitFor(async () => expect(await idsAt(far)).toEqual([3, 2]), 5_000)
})

test('what changed while the connection was lost is seen', async () => {
  await idsAt(near)
  const { rowCount } = await world.database.owner.query(sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ~ '^listen dromos_live'`)
  expect(rowCount).toBe(1)
  await addRequests(world.database, [{ id: 4, ...near }])
  await vi.waitFor(async () => expect(await idsAt(near)).toEqual([4, 1]), 5_000)
  await vi.waitFor(async () => expect((await world.tiles.health()).isListening).toBe(true), 5_000)
  await report({ id: 5, ...near })
  await vi.waitFor(async () => expect(await idsAt(near)).toEqual([5, 4, 1]), 5_000)
})
