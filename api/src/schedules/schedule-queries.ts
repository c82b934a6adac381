import { z } from 'zod'
import { empty, many, maybeOne, one, pointSql, sql, type Sql, type Tx } from '@dromos/db'
import { OrderSchedule, type addOrderSchedule } from '../contract/index.ts'
import { StandingOrder } from '../work-orders/move-orders.ts'

const ScheduleRow = OrderSchedule.omit({ nextDays: true })
export type ScheduleRow = z.output<typeof ScheduleRow>

export function findSchedules(tx: Tx, only: { isActive?: boolean } = {}): Promise<ScheduleRow[]> {
  return many(
    tx,
    ScheduleRow,
    sql`
      select ${columns} from order_schedule s
      where s.jurisdiction_id = ${tx.jurisdictionId}
        and (${only.isActive ?? null}::boolean is null or s.is_active = ${only.isActive ?? null})
      order by s.id desc
      limit ${only.isActive ? 10_000 : 500}`,
  )
}

export function findSchedule(tx: Tx, id: number): Promise<ScheduleRow | null> {
  return maybeOne(
    tx,
    ScheduleRow,
    sql`
      select ${columns} from order_schedule s
      where s.jurisdiction_id = ${tx.jurisdictionId} and s.id = ${id}`,
  )
}

type NewSchedule = z.output<(typeof addOrderSchedule)['body']> & {
  title: string
  areaId: number | null
  accountId: string | null
  at: Date
}

/** Sent twice it is there once. */
export async function insertSchedule(tx: Tx, given: NewSchedule): Promise<number> {
  const { id } = await one(
    tx,
    z.object({ id: z.number() }),
    sql`
      insert into order_schedule (jurisdiction_id, service_code, title, notes, address, area_id, asset_code,
        every_weeks, starts_on, lead_days, created_by, created_at, updated_at, idempotency_key, geom)
      values (${tx.jurisdictionId}, ${given.serviceCode}, ${given.title}, ${given.notes},
        ${given.address ?? null}, ${given.areaId}, ${given.assetCode ?? null}, ${given.everyWeeks},
        ${given.startsOn}::date, ${given.leadDays}, ${given.accountId}, ${given.at}, ${given.at},
        ${given.idempotencyKey}::uuid, ${pointSql(...given.location)})
      on conflict on constraint schedule_sent_once do update set updated_at = order_schedule.updated_at
      returning id`,
  )
  return id
}

export async function updateSchedule(
  tx: Tx,
  after: ScheduleRow,
  place: { location: ScheduleRow['location']; address: string | null; areaId: number | null } | null,
  at: Date,
): Promise<void> {
  const moved = place
    ? sql`, geom = ${pointSql(...place.location)}, address = ${place.address}, area_id = ${place.areaId}`
    : empty
  await tx.query(sql`
    update order_schedule set is_active = ${after.isActive}, title = ${after.title}, notes = ${after.notes},
      asset_code = ${after.assetCode}, every_weeks = ${after.everyWeeks}, starts_on = ${after.startsOn}::date,
      lead_days = ${after.leadDays}, updated_at = ${at}
      ${moved}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${after.id}`)
}

/** The order of one occurrence, with its task; null where it was made before. */
export async function insertOccurrence(
  tx: Tx,
  given: { scheduleId: number; occursOn: string; earliestAt: Date; dueAt: Date; now: Date },
): Promise<StandingOrder | null> {
  const { scheduleId, occursOn, now } = given
  const order = await maybeOne(
    tx,
    StandingOrder,
    sql`
      insert into work_order (jurisdiction_id, title, service_code, department_code, status, source, priority,
        due_at, notes, asset_code, address, area_id, created_by, created_at, updated_at, idempotency_key,
        geom)
      select s.jurisdiction_id, s.title, s.service_code, v.department_code, 'ready', 'schedule', v.priority,
        ${given.dueAt}, s.notes, s.asset_code, s.address, s.area_id, s.created_by, ${now}, ${now},
        ${`schedule:${scheduleId}:${occursOn}`}, s.geom
      from order_schedule s
      join service v on v.jurisdiction_id = s.jurisdiction_id and v.code = s.service_code
      where s.jurisdiction_id = ${tx.jurisdictionId} and s.id = ${scheduleId} and s.is_active
      on conflict on constraint work_order_sent_once do nothing
      returning id, status, version, service_code, st_x(geom) as lon, st_y(geom) as lat`,
  )
  if (!order) return null
  await tx.query(sql`
    insert into task (jurisdiction_id, work_order_id, duration_minutes, setup_minutes, skills,
      vehicle_features, load_m3, load_kg, earliest_at, geom)
    select o.jurisdiction_id, o.id, v.duration_minutes, v.setup_minutes, v.skills,
      v.vehicle_features, v.load_m3, v.load_kg, ${given.earliestAt}, o.geom
    from work_order o
    join service v on v.jurisdiction_id = o.jurisdiction_id and v.code = o.service_code
    where o.jurisdiction_id = ${tx.jurisdictionId} and o.id = ${order.id}`)
  await tx.query(sql`
    insert into order_occurrence (jurisdiction_id, schedule_id, occurs_on, work_order_id, made_at)
    values (${tx.jurisdictionId}, ${scheduleId}, ${occursOn}::date, ${order.id}, ${now})`)
  return order
}

const columns: Sql = sql`
  s.id, s.service_code, s.title, s.notes, s.address,
  jsonb_build_array(st_x(s.geom), st_y(s.geom)) as location,
  s.asset_code, s.every_weeks, s.starts_on, s.lead_days, s.is_active,
  (select count(*)::integer from order_occurrence o
    where o.jurisdiction_id = s.jurisdiction_id and o.schedule_id = s.id) as order_count,
  (select o.work_order_id from order_occurrence o
    where o.jurisdiction_id = s.jurisdiction_id and o.schedule_id = s.id
    order by o.occurs_on desc limit 1) as last_work_order_id`
