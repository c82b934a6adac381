import { expect, test } from 'vitest'
import { sql } from './sql.ts'
import { testDatabase } from './testing.ts'

test("a city's map query is answered by the spatial index although row-level security holds", async () => {
  await using database = await testDatabase()
  await database.owner.query(sql`
    insert into jurisdiction (id, name_el, name_en, timezone, boundary, center)
    values ('athens', 'x', 'x', 'Europe/Athens', st_multi(st_makeenvelope(0, 0, 1, 1, 4326)), st_point(0, 0, 4326))`)
  await database.owner.query(sql`
    insert into area (jurisdiction_id, id, kind, code, name_el, name_en, geom)
    select 'athens', n, 'zone', n::text, 'x', 'x', st_multi(st_makeenvelope(n, 0, n + 1, 1, 4326))
    from generate_series(1, 150) as n, lateral (select 1) as once`)
  await database.owner.query(sql`analyze area`)
  const plan = await database.db.tenant('athens', async (tx) => {
    await tx.query(sql`set local enable_seqscan = off`)
    return tx.query(sql`
      explain select id from area
      where jurisdiction_id = 'athens' and geom && st_makeenvelope(3.2, 0.2, 3.4, 0.4, 4326)`)
  })
  expect(JSON.stringify(plan.rows)).toContain('area_geom')
})
