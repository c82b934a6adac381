import { sql, type Db } from '@dromos/db'
import { cityId } from '../testing/city.ts'

/**
 * Communities that border on each other as they do in true cities: 21 and 22 lie apart; 23 and 24, drawn with a gap of
 * some metres between them, lie around 25; 26 is round, of a thousand corners.
 */
export async function addRing(db: Db): Promise<void> {
  const box = (west: number, south: number, east: number, north: number) =>
    sql`st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)`
  const inner = box(23.69, 37.98, 23.7, 37.985)
  const rows = [
    [21, box(23.68, 37.97, 23.683, 37.972)],
    [22, box(23.71, 37.97, 23.713, 37.972)],
    [23, sql`st_difference(${box(23.685, 37.975, 23.695, 37.99)}, ${inner})`],
    [24, sql`st_difference(${box(23.6951, 37.975, 23.705, 37.99)}, ${inner})`],
    [25, inner],
    [26, sql`st_buffer(st_point(23.71, 37.99, 4326), 0.004, 250)`],
  ] as const
  for (const [id, geom] of rows)
    await db.query(sql`
      insert into area (jurisdiction_id, id, kind, code, name_el, name_en, geom)
      values (${cityId}, ${id}, 'community', ${`c${id}`}, ${`Κοινότητα ${id}`}, ${`Community ${id}`}, st_multi(${geom}))`)
}
