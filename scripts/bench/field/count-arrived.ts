import { z } from 'zod'
import { many, sql, type Database } from '@dromos/db'
import type { TakenTap } from './tablets.ts'

const Kept = z.object({ id: z.string(), visitId: z.number(), times: z.number() })

/** What the tablets did against what the city has: taps with their history, photos with their jobs. */
export async function countArrived(owner: Database, taken: TakenTap[]) {
  const operations = await many(
    owner,
    Kept,
    sql`
      select o.op_id as id, o.visit_id,
        greatest(1, (select count(*) from visit_event e
          where e.jurisdiction_id = o.jurisdiction_id and e.visit_id = o.visit_id and e.op_id = o.op_id))::integer as times
      from operation o where o.outcome in ('applied', 'merged')`,
  )
  // one that waits to be developed has arrived, and is one with the picture made of it
  const photos = await many(
    owner,
    Kept,
    sql`
      select id, visit_id, 1 as times from media where kind = 'proof' and visit_id is not null
      union select media_id, visit_id, 1 from upload where received_at is not null`,
  )
  const ops = compare(
    taken.map(({ opId, visitId }) => [opId, visitId]),
    operations,
  )
  const pictures = compare(
    taken.flatMap(({ mediaIds, visitId }) => mediaIds.map((id): [string, number] => [id, visitId])),
    photos,
  )
  return {
    operations: taken.length,
    photos: taken.reduce((sum, { mediaIds }) => sum + mediaIds.length, 0),
    lost: ops.lost + pictures.lost,
    duplicated: ops.duplicated + pictures.duplicated,
  }
}

/** What is there on another job is lost to its own. */
function compare(wanted: [id: string, visitId: number][], kept: z.output<typeof Kept>[]) {
  const there = new Map(kept.map((row) => [row.id, row]))
  const lost = wanted.filter(([id, visitId]) => there.get(id)?.visitId !== visitId).length
  const duplicated = kept.filter(({ times }) => times > 1).length + Math.max(0, kept.length - wanted.length)
  return { lost, duplicated }
}
