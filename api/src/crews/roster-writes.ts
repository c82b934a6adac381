import { z } from 'zod'
import { asJson, many, raw, sql, type Sql, type Tx } from '@dromos/db'
import type { AbsencePlan, ServicePlan, ShiftPlan } from '../contract/index.ts'

/** Something to be written, with the id it has had before; null gives it a new one. */
export interface Wanted<Plan> {
  id: number | null
  plan: Plan
}

export const Written = z.object({ position: z.number(), id: z.number(), version: z.number() })
/** In the order of what was to be written. */
export type Written = z.output<typeof Written>

/** One who changes the roster at a time, so that what was checked is still so when it is written. */
export async function holdRoster(tx: Tx): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(7412, hashtext(${tx.jurisdictionId}))`)
}

export async function deleteShifts(tx: Tx, ids: number[]): Promise<void> {
  await tx.query(sql`
    delete from shift where jurisdiction_id = ${tx.jurisdictionId} and id = any (${ids}::bigint[])`)
}

export async function deleteAbsences(tx: Tx, ids: number[]): Promise<void> {
  await tx.query(sql`
    delete from absence where jurisdiction_id = ${tx.jurisdictionId} and id = any (${ids}::bigint[])`)
}

export async function deleteVehicleServices(tx: Tx, ids: number[]): Promise<void> {
  await tx.query(sql`
    delete from vehicle_service where jurisdiction_id = ${tx.jurisdictionId} and id = any (${ids}::bigint[])`)
}

/** Members and vehicle are kept only where they differ from the crew's own. */
export async function insertShifts(
  tx: Tx,
  wanted: Wanted<ShiftPlan>[],
  accountId: string | null,
): Promise<Written[]> {
  const rows = wanted.map(({ id, plan }, position) => ({
    position,
    id,
    crew_id: plan.crewId,
    starts_at: plan.startsAt,
    ends_at: plan.endsAt,
    break_minutes: plan.breakMinutes,
    break_from: plan.breakFrom,
    break_to: plan.breakTo,
    vehicle_id: plan.vehicleId,
    member_ids: plan.memberIds,
  }))
  return many(
    tx,
    Written,
    sql`
      with given as (
        select g.*, coalesce(g.id, nextval('shift_id_seq')) as shift_id,
          g.vehicle_id is not distinct from c.vehicle_id as is_own
        from jsonb_to_recordset(${asJson(rows)}::jsonb) as g (position integer, id bigint, crew_id integer,
          starts_at timestamptz, ends_at timestamptz, break_minutes integer, break_from timestamptz,
          break_to timestamptz, vehicle_id integer, member_ids integer[])
        join crew c on c.jurisdiction_id = ${tx.jurisdictionId} and c.id = g.crew_id
      ),
      made as (
        insert into shift (jurisdiction_id, id, crew_id, during, break_minutes, break_during, drives_own,
          vehicle_id, changed_by)
        select ${tx.jurisdictionId}, shift_id, crew_id, tstzrange(starts_at, ends_at), break_minutes,
          case when break_from is not null then tstzrange(break_from, break_to) end, is_own,
          case when not is_own then vehicle_id end, ${accountId}
        from given
        returning id, version
      ),
      differing as (
        insert into shift_member (jurisdiction_id, shift_id, member_id, is_on)
        select ${tx.jurisdictionId}, g.shift_id, h.member_id, h.member_id = any (g.member_ids)
        from given g
        join made on made.id = g.shift_id
        join jurisdiction j on j.id = ${tx.jurisdictionId}
        join crew_membership h on h.jurisdiction_id = ${tx.jurisdictionId}
          and h.during @> (g.starts_at at time zone j.timezone)::date
          and (h.member_id = any (g.member_ids)) <> (h.crew_id = g.crew_id)
      )
      select g.position, made.id, made.version
      from made join given g on g.shift_id = made.id
      order by g.position`,
  )
}

export function insertAbsences(
  tx: Tx,
  wanted: Wanted<AbsencePlan>[],
  accountId: string | null,
): Promise<Written[]> {
  const rows = wanted.map(({ id, plan }) => ({ id, whom: plan.memberId, ...spanOf(plan) }))
  return insertSpans(tx, { table: raw('absence'), whom: raw('member_id') }, rows, accountId)
}

export function insertVehicleServices(
  tx: Tx,
  wanted: Wanted<ServicePlan>[],
  accountId: string | null,
): Promise<Written[]> {
  const rows = wanted.map(({ id, plan }) => ({ id, whom: plan.vehicleId, ...spanOf(plan) }))
  return insertSpans(tx, { table: raw('vehicle_service'), whom: raw('vehicle_id') }, rows, accountId)
}

/** Days on which somebody or something is not there. */
function insertSpans(
  tx: Tx,
  { table, whom }: { table: Sql; whom: Sql },
  rows: object[],
  accountId: string | null,
): Promise<Written[]> {
  return many(
    tx,
    Written,
    sql`
      with given as (
        select g.*, coalesce(g.id, nextval(pg_get_serial_sequence(${table.sql}, 'id'))) as span_id
        from jsonb_to_recordset(${asJson(rows.map((row, position) => ({ position, ...row })))}::jsonb)
          as g (position integer, id bigint, whom integer, from_day date, to_day date, reason text)
      ),
      made as (
        insert into ${table} (jurisdiction_id, id, ${whom}, during, reason, changed_by)
        select ${tx.jurisdictionId}, span_id, whom, daterange(from_day, to_day, '[]'), reason, ${accountId}
        from given
        returning id, version
      )
      select g.position, made.id, made.version
      from made join given g on g.span_id = made.id
      order by g.position`,
  )
}

function spanOf({ from, to, reason }: Pick<AbsencePlan, 'from' | 'to' | 'reason'>) {
  return { from_day: from, to_day: to, reason }
}
