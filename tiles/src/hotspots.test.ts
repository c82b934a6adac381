import { sql } from '@dromos/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tileAt } from './tile.ts'
import { features, tileWorld, type TileWorld } from './testing.ts'

let world: TileWorld
beforeAll(async () => {
  world = await tileWorld()
  await world.database.owner.query(sql`
    insert into hotspot (jurisdiction_id, id, service_code, request_count, overdue_count, received_last_7_days,
      received_previous_7_days, oldest_requested_at, newest_requested_at, geom, hull, computed_at)
    select city, id, 'bulky-waste', 9, 2, 5, 7, now(), now(), middle, st_envelope(st_expand(middle, 0.001)), now()
    from (values ('athens', 1), ('aigaleo', 2)) as given (city, id),
      st_setsrid(st_makepoint(23.75, 38), 4326) as middle`)
})
afterAll(() => world[Symbol.asyncDispose]())

test('a hotspot has an outline and a middle, and belongs to its city', async () => {
  const { x, y } = tileAt(23.75, 38, 14)
  const { hotspot, hotspot_center } = await world.decode(`athens/hotspots/14/${x}/${y}`)
  const expected = { id: 1, service: 'bulky-waste', count: 9, late: 2, trend: -2 }
  expect(features(hotspot)).toEqual([expected])
  expect(features(hotspot_center)).toEqual([expected])
})

test('hotspots are chosen by service', async () => {
  const { x, y } = tileAt(23.75, 38, 14)
  expect(await world.decode(`athens/hotspots/14/${x}/${y}?service=street-lighting`)).toEqual({})
})
