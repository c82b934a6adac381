import { z } from 'zod'
import { empty, many, maybeOne, one, pointSql, sql, type Sql, type Tx } from '@dromos/db'
import { OrderSchedule, type addOrderSchedule } from '../contract/index.ts'
import { scheduledStreet } from './section-queries.ts'

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

/** Where the work of a schedule is, as it is kept with it. */
export interface PlaceToStore {
  location: ScheduleRow['location']
  address: string | null
  areaId: number | null
  street: Pick<
    NonNullable<ScheduleRow['street']>,
    'streetId' | 'name' | 'stretchIds' | 'sectionMeters'
  > | null
}

type NewSchedule = Omit<z.output<(typeof addOrderSchedule)['body']>, keyof PlaceToStore | 'title'> &
  PlaceToStore & { title: string; accountId: string | null; at: Date }

/** Sent twice it is there once. */
export function insertSchedule(tx: Tx, given: NewSchedule): Promise<{ id: number; isNew: boolean }> {
  const { street } = given
  return one(
    tx,
    z.object({ id: z.number(), isNew: z.boolean() }),
    sql`
      insert into order_schedule (jurisdiction_id, service_code, title, notes, address, area_id, asset_code,
        street_id, street_name, stretch_ids, section_meters, minutes, minutes_per_100m, every_weeks, starts_on,
        lead_days, created_by, created_at, updated_at, idempotency_key, geom)
      values (${tx.jurisdictionId}, ${given.serviceCode}, ${given.title}, ${given.notes}, ${given.address},
        ${given.areaId}, ${given.assetCode ?? null}, ${street?.streetId ?? null}, ${street?.name ?? null},
        ${street?.stretchIds ?? null}, ${street?.sectionMeters ?? null}, ${given.minutes ?? null},
        ${given.minutesPer100m ?? null}, ${given.everyWeeks}, ${given.startsOn}::date, ${given.leadDays},
        ${given.accountId}, ${given.at}, ${given.at}, ${given.idempotencyKey}::uuid,
        ${pointSql(...given.location)})
      on conflict on constraint schedule_sent_once do update set updated_at = order_schedule.updated_at
      returning id, xmax = 0 as is_new`,
  )
}

export async function updateSchedule(
  tx: Tx,
  after: ScheduleRow,
  place: PlaceToStore | null,
  at: Date,
): Promise<void> {
  const moved = place
    ? sql`, geom = ${pointSql(...place.location)}, address = ${place.address}, area_id = ${place.areaId},
      street_id = ${place.street?.streetId ?? null}, street_name = ${place.street?.name ?? null},
      stretch_ids = ${place.street?.stretchIds ?? null}, section_meters = ${place.street?.sectionMeters ?? null}`
    : empty
  await tx.query(sql`
    update order_schedule set is_active = ${after.isActive}, title = ${after.title}, notes = ${after.notes},
      asset_code = ${after.assetCode}, minutes = ${after.minutes}, minutes_per_100m = ${after.minutesPer100m},
      every_weeks = ${after.everyWeeks}, starts_on = ${after.startsOn}::date, lead_days = ${after.leadDays},
      updated_at = ${at}
      ${moved}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${after.id}`)
}

const columns: Sql = sql`
  s.id, s.service_code, s.title, s.notes, s.address,
  jsonb_build_array(st_x(s.geom), st_y(s.geom)) as location,
  s.asset_code, ${scheduledStreet} as street, s.minutes, s.minutes_per_100m as "minutesPer100m", s.every_weeks,
  s.starts_on, s.lead_days, s.is_active,
  (select count(*)::integer from order_occurrence o
    where o.jurisdiction_id = s.jurisdiction_id and o.schedule_id = s.id) as order_count,
  (select o.work_order_id from order_occurrence o
    where o.jurisdiction_id = s.jurisdiction_id and o.schedule_id = s.id
    order by o.occurs_on desc, o.part limit 1) as last_work_order_id`
