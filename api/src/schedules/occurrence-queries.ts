import { z } from 'zod'
import { maybeOne, one, sql, type Tx } from '@dromos/db'
import { areaAt } from '../places/queries.ts'
import { StandingOrder } from '../work-orders/move-orders.ts'

export interface OccurrenceToMake {
  scheduleId: number
  occursOn: string
  /** which section of its street, of how many; 1 of 1 where there is none */
  part: number
  partCount: number
  earliestAt: Date
  dueAt: Date
  now: Date
}

/** The order of one occurrence, or of one section of it, with its task; null where it was made before. */
export async function insertOccurrence(
  tx: Tx,
  given: OccurrenceToMake,
): Promise<(StandingOrder & { taskId: number }) | null> {
  const { scheduleId, occursOn, part, partCount, now } = given
  const key = `schedule:${scheduleId}:${occursOn}${part === 1 ? '' : `:${part}`}`
  const suffix = partCount === 1 ? '' : ` · ${part}/${partCount}`
  const order = await maybeOne(
    tx,
    StandingOrder,
    sql`
      insert into work_order (jurisdiction_id, title, service_code, department_code, status, source, priority,
        due_at, notes, asset_code, address, area_id, created_by, created_at, updated_at, idempotency_key,
        street_name, street_begins_at, street_ends_at, line, geom)
      select s.jurisdiction_id, left(s.title, ${200 - suffix.length}) || ${suffix}, s.service_code,
        v.department_code, 'ready', 'schedule', v.priority, ${given.dueAt}, s.notes, s.asset_code, s.address,
        coalesce(own.id, s.area_id), s.created_by, ${now}, ${now}, ${key},
        s.street_name, c.begins_at, c.ends_at, c.line, coalesce(c.geom, s.geom)
      from order_schedule s
      join service v on v.jurisdiction_id = s.jurisdiction_id and v.code = s.service_code
      left join schedule_section c on c.jurisdiction_id = s.jurisdiction_id and c.schedule_id = s.id
        and c.position = ${part}
      left join lateral (${areaAt(tx, sql`c.geom`)}) own on true
      where s.jurisdiction_id = ${tx.jurisdictionId} and s.id = ${scheduleId} and s.is_active
      on conflict on constraint work_order_sent_once do nothing
      returning id, status, version, service_code, st_x(geom) as lon, st_y(geom) as lat`,
  )
  if (!order) return null
  const { taskId } = await one(
    tx,
    z.object({ taskId: z.number() }),
    sql`
      insert into task (jurisdiction_id, work_order_id, duration_minutes, setup_minutes, skills,
        vehicle_features, load_m3, load_kg, earliest_at, geom)
      select o.jurisdiction_id, o.id, coalesce(s.minutes,
          least(1440, greatest(1, ceil(s.minutes_per_100m * (st_length(o.line::geography) / 100)::numeric)))::integer,
          v.duration_minutes),
        v.setup_minutes, v.skills, v.vehicle_features, v.load_m3, v.load_kg, ${given.earliestAt}, o.geom
      from work_order o
      join service v on v.jurisdiction_id = o.jurisdiction_id and v.code = o.service_code
      join order_schedule s on s.jurisdiction_id = o.jurisdiction_id and s.id = ${scheduleId}
      where o.jurisdiction_id = ${tx.jurisdictionId} and o.id = ${order.id}
      returning id as task_id`,
  )
  await tx.query(sql`
    insert into order_occurrence (jurisdiction_id, schedule_id, occurs_on, part, work_order_id, made_at)
    values (${tx.jurisdictionId}, ${scheduleId}, ${occursOn}::date, ${part}, ${order.id}, ${now})`)
  return { ...order, taskId }
}
