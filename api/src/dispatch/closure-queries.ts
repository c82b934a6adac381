import type { z } from 'zod'
import { asJson, many, one, sql, type Sql, type Tx } from '@dromos/db'
import { StreetClosure, type addStreetClosure } from '../contract/index.ts'

/** Closures that hold at some time of a span. */
export function findClosures(tx: Tx, from: Date, to: Date | null): Promise<StreetClosure[]> {
  return many(
    tx,
    StreetClosure,
    sql`
      select ${closureColumns}
      from street_closure
      where jurisdiction_id = ${tx.jurisdictionId} and removed_at is null
        and during && tstzrange(${from}, ${to})
      order by id
      limit 1000`,
  )
}

export function insertClosure(
  tx: Tx,
  closure: z.output<(typeof addStreetClosure)['body']>,
  accountId: string | null,
  now: Date,
): Promise<StreetClosure> {
  return one(
    tx,
    StreetClosure,
    sql`
      insert into street_closure (jurisdiction_id, during, speed_factor, reason, created_by, created_at, geom)
      values (${tx.jurisdictionId}, tstzrange(${closure.from}, ${closure.to}), ${closure.speedFactor},
        ${closure.reason}, ${accountId}, ${now},
        st_setsrid(st_geomfromgeojson(${asJson(closure.geometry)}), 4326))
      returning ${closureColumns}`,
  )
}

/** False where there is none that holds. */
export async function endClosure(tx: Tx, id: number, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(sql`
    update street_closure set removed_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${id} and removed_at is null`)
  return rowCount === 1
}

const closureColumns: Sql = sql`
  id, st_asgeojson(geom, 6)::jsonb as geometry, lower(during) as "from", upper(during) as "to", speed_factor,
  reason`
