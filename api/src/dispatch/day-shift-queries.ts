import { z } from 'zod'
import { many, maybeOne, sql, type Tx } from '@dromos/db'
import { Shift } from '../contract/index.ts'
import { beginsWithin } from '../crews/queries.ts'

/** A shift with all that a roster can change of it. */
const DayShift = Shift.extend({
  drivesOwn: z.boolean(),
  vehicleId: z.number().nullable(),
  /** who is on it of another crew, or is not of its own, by member */
  members: z.record(z.string(), z.boolean()),
})
export type DayShift = z.output<typeof DayShift>

/** What keeping a what-if made of a crew's day; kept with the version's act. */
export const ShiftChange = z.object({
  crewId: z.number(),
  before: z.array(DayShift),
  after: z.array(DayShift),
})
export type ShiftChange = z.output<typeof ShiftChange>

/** The shifts of a crew that begin on a day of the city, in their order. */
export function findDayShifts(tx: Tx, day: string, crewId: number): Promise<DayShift[]> {
  return many(
    tx,
    DayShift,
    sql`
      select s.id, s.crew_id, lower(s.during) as starts_at, upper(s.during) as ends_at, s.break_minutes,
        lower(s.break_during) as break_from, upper(s.break_during) as break_to, s.drives_own, s.vehicle_id,
        coalesce((
          select jsonb_object_agg(m.member_id, m.is_on order by m.member_id) from shift_member m
          where m.jurisdiction_id = s.jurisdiction_id and m.shift_id = s.id
        ), '{}') as members
      from shift s
      where s.jurisdiction_id = ${tx.jurisdictionId} and s.crew_id = ${crewId} and ${beginsWithin(tx, day)}
      order by lower(s.during)`,
  )
}

/** Whether another shift of the crew lies over this one, whatever day it began on. */
export async function isShiftTaken(
  tx: Tx,
  { crewId, startsAt, endsAt }: DayShift,
  exceptIds: readonly number[],
): Promise<boolean> {
  const other = await maybeOne(
    tx,
    z.object({ id: z.number() }),
    sql`
      select id from shift
      where jurisdiction_id = ${tx.jurisdictionId} and crew_id = ${crewId}
        and during && tstzrange(${startsAt}, ${endsAt}) and id <> all (${exceptIds}::bigint[])
      limit 1`,
  )
  return other !== null
}

/** A shift as the crew's own people and vehicle work it; under its former id, if it had one. */
export async function insertShift(
  tx: Tx,
  { id, crewId, startsAt, endsAt }: Pick<DayShift, 'crewId' | 'startsAt' | 'endsAt'> & { id?: number },
  accountId: string | null,
): Promise<void> {
  await tx.query(sql`
    insert into shift (jurisdiction_id, id, crew_id, during, changed_by)
    values (${tx.jurisdictionId}, coalesce(${id ?? null}::bigint, nextval('shift_id_seq')), ${crewId},
      tstzrange(${startsAt}, ${endsAt}), ${accountId})`)
}

export async function updateShift(
  tx: Tx,
  { id, startsAt, endsAt, breakFrom, breakTo }: Shift,
  accountId: string | null,
): Promise<void> {
  await tx.query(sql`
    update shift
    set during = tstzrange(${startsAt}, ${endsAt}), version = nextval('roster_version'), changed_by = ${accountId},
      break_during = case when ${breakFrom}::timestamptz is null then null
        else tstzrange(${breakFrom}, ${breakTo}) end
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${id}`)
}

/** What the versions that only one of two was made from have kept in the roster, the newest first. */
export function findKeptBetween(
  tx: Tx,
  planId: number,
  from: number,
  to: number,
): Promise<{ isLeft: boolean; shifts: ShiftChange }[]> {
  return many(
    tx,
    z.object({ isLeft: z.boolean(), shifts: ShiftChange }),
    sql`
      with recursive line as (
        select version, follows, act, version = ${from} as is_left
        from plan_version
        where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version in (${from}, ${to})
        union all
        select v.version, v.follows, v.act, line.is_left
        from plan_version v
        join line on v.version = line.follows
        where v.jurisdiction_id = ${tx.jurisdictionId} and v.plan_id = ${planId}
      )
      select bool_or(is_left) as is_left, act -> 'shifts' as shifts
      from line
      where jsonb_typeof(act -> 'shifts') = 'object'
      group by version, act
      having count(*) = 1
      order by version desc`,
  )
}
