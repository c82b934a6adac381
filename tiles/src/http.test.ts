import { get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { sql } from '@dromos/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addRequests, readJson, tileWorld, type TileWorld } from './testing.ts'
import { tileAt } from './tile.ts'

let world: TileWorld
beforeAll(async () => {
  world = await tileWorld()
  await addRequests(world.database, [{ id: 1, lon: 23.72, lat: 37.98 }])
})
afterAll(() => world[Symbol.asyncDispose]())

const { x, y } = tileAt(23.72, 37.98, 14)
const path = `athens/requests/14/${x}/${y}`

/** As fetch, but leaves the body as it was sent. */
async function askRaw(acceptEncoding: string): Promise<{ response: IncomingMessage; body: Buffer }> {
  const { promise, resolve } = Promise.withResolvers<IncomingMessage>()
  get(`${world.origin}/tiles/${path}`, { headers: { 'accept-encoding': acceptEncoding } }, resolve)
  const response = await promise
  return { response, body: await buffer(response) }
}

test('a client that has the tile is told so', async () => {
  const first = await world.ask(path)
  const etag = first.headers.get('etag')!
  expect(first.status).toBe(200)
  expect(first.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile')
  expect(etag).toMatch(/^"[\w-]{22}-gzip"$/)
  const second = await world.ask(path, { 'if-none-match': `"other", W/${etag}` })
  expect(second.status).toBe(304)
  expect(await second.text()).toBe('')
  expect((await world.ask(path, { 'if-none-match': '"other"' })).status).toBe(200)
})

test('the tile is compressed for those who read it so, under a tag of its own', async () => {
  const zipped = await askRaw('gzip, br')
  const plain = await askRaw('identity')
  expect(zipped.response.headers['content-encoding']).toBe('gzip')
  expect(plain.response.headers['content-encoding']).toBeUndefined()
  expect(plain.body.includes('bulky-waste')).toBe(true)
  expect(zipped.response.headers.etag).not.toBe(plain.response.headers.etag)
  expect(zipped.response.headers.vary).toBe('Accept-Encoding')
})

test('an empty tile is no content, with a tag', async () => {
  const empty = await world.ask('athens/requests/14/0/0')
  expect(empty.status).toBe(204)
  const again = await world.ask('athens/requests/14/0/0', { 'if-none-match': empty.headers.get('etag')! })
  expect(again.status).toBe(304)
})

test('live tiles are asked for again each time', async () => {
  expect((await world.ask(path)).headers.get('cache-control')).toBe('public, no-cache')
})

test('what is not a tile is refused in words', async () => {
  const cases: [path: string, status: number, detail: string][] = [
    ['basemap/14/9271/-1', 400, 'three whole numbers'],
    ['basemap/14/1e3/1', 400, 'three whole numbers'],
    ['basemap/14/16384/1', 400, 'between 0 and 16383'],
    ['basemap/99/1/1', 400, 'at most 24'],
    ['basemap/17/1/1', 404, 'zoom 6 to 16'],
    ['basemap/14/1', 404, 'Tiles are at'],
    ['athens/secrets/14/1/1', 404, 'requests, areas'],
    ['sparta/requests/14/1/1', 404, 'no city "sparta"'],
    [`${encodeURIComponent("athens' or 1=1")}/requests/14/1/1`, 404, 'no city'],
    ['athens/requests/%ff/1/1', 400, 'address'],
    [`${path}?service=${encodeURIComponent("x'; drop table request")}`, 400, 'service codes'],
    [`${path}?status=resolved`, 400, 'status is a list out of received'],
    ['sparta/requests.json', 404, 'no city'],
  ]
  for (const [wrong, status, detail] of cases) {
    const response = await world.ask(wrong)
    expect([wrong, response.status]).toEqual([wrong, status])
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect((await readJson(response)).detail).toContain(detail)
  }
})

test('TileJSON names the address of the tiles, with the filters', async () => {
  const json = await readJson(await world.ask('athens/requests.json?service=tree,pothole&service=tree'))
  expect(json.tiles).toEqual([`${world.origin}/tiles/athens/requests/{z}/{x}/{y}?service=pothole,tree`])
  expect(json.bounds).toEqual([23.7, 37.9, expect.closeTo(23.8), 38.1])
  expect(json.vector_layers.map(({ id }) => id)).toEqual(['request', 'request_cluster'])
})

test('equal misses at a time ask the database once', async () => {
  const before = await world.tiles.health()
  const same = `${path}?service=bulky-waste`
  const answers = await Promise.all(Array.from({ length: 20 }, () => world.ask(same)))
  const after = await world.tiles.health()
  expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(1)
  expect(Number(after.misses) - Number(before.misses)).toBe(1)
})

test('a tile that takes too long is given up', async () => {
  await using slow = await tileWorld({ statementMilliseconds: 200 })
  await slow.database.owner.query(sql`alter table area rename to area_table`)
  await slow.database.owner.query(
    sql`create view area as select * from area_table where pg_sleep(60) is not null`,
  )
  await slow.database.owner.query(sql`grant select on area to dromos_app`)
  const response = await slow.ask(`athens/areas/12/${x >> 2}/${y >> 2}`)
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('2')
  expect((await readJson(response)).detail).toContain('took too long')
})

test('one address that asks for more than its share is told to wait', async () => {
  await using greedy = await tileWorld({ tilesPerMinute: 3 })
  const statuses = []
  for (let count = 0; count < 5; count++) statuses.push((await greedy.ask(path)).status)
  expect(statuses).toEqual([204, 204, 204, 429, 429])
})
