import { sql } from '@dromos/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { basemapVersion } from './basemap-version.ts'
import { tileAt } from './tile.ts'
import { features, readJson, tileWorld, type TileWorld } from './testing.ts'

let world: TileWorld
beforeAll(async () => {
  world = await tileWorld()
  await world.database.owner.query(sql`
    insert into basemap.street (id, extract, osm_id, class, name, oneway, is_bridge, geom)
    select id, 'test', id, class, name, oneway, id = 1, st_geomfromtext(line, 4326)
    from (values
      (1, 'primary', 'Ιερά Οδός', 'backward', 'linestring(23.72 37.98, 23.721 37.9805)'),
      (2, 'primary', 'Ιερά Οδός', 'no', 'linestring(23.721 37.9805, 23.722 37.981)'),
      (3, 'residential', 'Ευρυπίδου', 'no', 'linestring(23.721 37.98, 23.722 37.9805)'),
      (4, 'steps', null, 'no', 'linestring(23.7211 37.98, 23.7212 37.9801)')
    ) as street (id, class, name, oneway, line)`)
  await world.database.owner.query(sql`
    insert into basemap.label (id, extract, kind, name_el, rank, geom)
    values (1, 'test', 'neighbourhood', 'Ψυρρή', 2, st_setsrid(st_makepoint(23.721, 37.9803), 4326)),
      (2, 'test', 'square', 'Πλατεία Ηρώων', 3, st_setsrid(st_makepoint(23.7211, 37.9802), 4326))`)
  await world.database.owner.query(sql`
    insert into basemap.municipality (code, name_el, geom)
    values ('1', 'Δυτική', st_multi(st_makeenvelope(23.70, 37.97, 23.721, 37.99, 4326))),
      ('2', 'Ανατολική', st_multi(st_makeenvelope(23.721, 37.97, 23.73, 37.99, 4326)))`)
})
afterAll(() => world[Symbol.asyncDispose]())

function path(z: number): string {
  const { x, y } = tileAt(23.7211, 37.9802, z)
  return `basemap/${z}/${x}/${y}`
}

test('far away only the great streets are drawn, each class as one line', async () => {
  const { street, street_name } = await world.decode(path(11))
  expect(features(street)).toEqual([{ class: 'primary' }])
  expect(street_name).toBeUndefined()
})

test('near by every way is there, with bridges and the direction of traffic', async () => {
  const { street } = await world.decode(path(16))
  expect(features(street)).toEqual([
    { class: 'primary', oneway: true, bridge: true },
    { class: 'primary' },
    { class: 'local' },
    { class: 'path' },
  ])
  const [start, end] = street.feature(0).loadGeometry()[0]
  expect(end.x).toBeLessThan(start.x)
})

test('ways of one name carry it once, in Greek and in Latin letters', async () => {
  const { street_name } = await world.decode(path(15))
  expect(features(street_name)).toEqual([
    { name: 'Ιερά Οδός', name_en: 'Iera Odos', class: 'primary' },
    { name: 'Ευρυπίδου', name_en: 'Evrypidou', class: 'local' },
  ])
  expect(features((await world.decode(path(14))).street_name)).toHaveLength(1)
})

test('a label is a point of its own, in both languages', async () => {
  const { label } = await world.decode(path(14))
  expect(features(label)).toEqual([{ kind: 'neighbourhood', name_el: 'Ψυρρή', name_en: 'Psyrri', rank: 2 }])
})

test('squares are named near by only', async () => {
  const names = async (z: number) =>
    features((await world.decode(path(z))).label).map(({ name_en }) => name_en)
  expect(await names(14)).not.toContain('Plateia Iroon')
  expect(await names(15)).toContain('Plateia Iroon')
})

test('the version stays while the basemap does, and changes with it', async () => {
  const { db, owner } = world.database
  const version = basemapVersion(db, 0)
  const before = await version()
  expect(await version()).toBe(before)
  await owner.query(sql`update basemap.label set rank = rank where id = 1`)
  expect(await version()).not.toBe(before)
})

test('a border that two municipalities share is drawn once', async () => {
  const { boundary } = await world.decode(path(16))
  const lines = boundary.feature(0).loadGeometry()
  expect(boundary.length).toBe(1)
  expect(lines).toHaveLength(1)
})

test('an address with the version never grows old, one without does', async () => {
  const { tiles, attribution } = await readJson(await world.ask('basemap.json'))
  expect(attribution).toContain('© OpenStreetMap contributors')
  const { x, y } = tileAt(23.7211, 37.9802, 14)
  const versioned = await fetch(tiles[0].replace('{z}/{x}/{y}', `14/${x}/${y}`))
  expect(versioned.status).toBe(200)
  expect(versioned.headers.get('cache-control')).toContain('immutable')
  expect((await world.ask(path(14))).headers.get('cache-control')).not.toContain('immutable')
})
