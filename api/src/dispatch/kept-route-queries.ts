import { z } from 'zod'
import { many, sql, type Sql, type Tx } from '@dromos/db'

/** Crews whose routes are in one version what they are in another, to the second and along the same streets. */
export async function findKeptCrewIds(
  tx: Tx,
  planId: number,
  version: number,
  since: number,
): Promise<number[]> {
  const of = (table: Sql, each: number) => sql`
    select * from ${table}
    where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${each}`
  const rows = await many(
    tx,
    z.object({ crewId: z.number() }),
    sql`
      select r.crew_id
      from (${of(sql`route`, version)}) r
      join (${of(sql`route`, since)}) b using (crew_id)
      where (r.starts_at, r.ends_at, r.travel_seconds, r.service_seconds, r.wait_seconds, r.overtime_seconds,
          r.distance_meters, r.geom)
        is not distinct from (b.starts_at, b.ends_at, b.travel_seconds, b.service_seconds, b.wait_seconds,
          b.overtime_seconds, b.distance_meters, b.geom)
      except
      select crew_id
      from (${of(sql`stop`, version)}) s
      full join (${of(sql`stop`, since)}) b using (crew_id, position)
      where (s.kind, s.task_id, s.arrival_at, s.start_at, s.end_at, s.travel_seconds, s.distance_meters,
          s.late_seconds, s.geom)
        is distinct from (b.kind, b.task_id, b.arrival_at, b.start_at, b.end_at, b.travel_seconds,
          b.distance_meters, b.late_seconds, b.geom)
      order by crew_id`,
  )
  return rows.map(({ crewId }) => crewId)
}
