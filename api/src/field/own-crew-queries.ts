import { z } from 'zod'
import { many, one, sql, type Sql, type Tx } from '@dromos/db'
import { cityDay } from '../crews/queries.ts'

export interface Worker {
  accountId: string
  /** that the session was begun on by PIN */
  tabletId: string | null
}

/** how long after it what was done without a network may be sent */
const lateDays = 14

/** on the roster of this crew's shift that goes on, begins within three hours, or is of today */
const isOfNow = (now: Date): Sql => sql`
  (s.during && tstzrange(${now}::timestamptz, ${now}::timestamptz + interval '3 hours')
    or date_trunc('day', lower(s.during) at time zone j.timezone) = date_trunc('day', ${now}::timestamptz at time zone j.timezone))`

const lent: Sql = sql`
  from crew_member m
  join shift_member e on e.jurisdiction_id = m.jurisdiction_id and e.member_id = m.id and e.is_on
  join shift s on s.jurisdiction_id = e.jurisdiction_id and s.id = e.shift_id
  join jurisdiction j on j.id = s.jurisdiction_id
  join crew_membership h on h.jurisdiction_id = m.jurisdiction_id and h.member_id = m.id and h.crew_id <> s.crew_id
    and h.during @> (lower(s.during) at time zone j.timezone)::date`

/** Members that today's roster puts on a shift of another crew, with that crew. */
export const lentNow = (now: Date): Sql => sql`
  select distinct m.jurisdiction_id, m.id as member_id, s.crew_id ${lent}
  where ${isOfNow(now)}`

/**
 * The crews an account works in, by membership or by today's roster: the one of the tablet it came in on first, then
 * the one it is lent to.
 */
export function findOwnCrewIds(tx: Tx, worker: Worker, now: Date): Promise<number[]> {
  return findCrewIds(tx, worker, now, { isCounted: isOfNow(now), backDays: 0 })
}

/** Those crews, and the ones whose work it did lately: what was done without a network comes late. */
export function findToldCrewIds(tx: Tx, worker: Worker, now: Date): Promise<number[]> {
  const isLate = sql`(lower(s.during) < ${now} and upper(s.during) > ${now}::timestamptz - make_interval(days => ${lateDays}))`
  return findCrewIds(tx, worker, now, { isCounted: sql`(${isOfNow(now)} or ${isLate})`, backDays: lateDays })
}

/** Whether somebody came in on a tablet by their PIN, lately enough for their taps to wait on it. */
export async function wasLatelyOn(
  tx: Tx,
  { accountId, tabletId }: { accountId: string; tabletId: string },
  now: Date,
): Promise<boolean> {
  const { wasIn } = await one(
    tx,
    z.object({ wasIn: z.boolean() }),
    sql`
      select exists (
        select from tablet_event
        where jurisdiction_id = ${tx.jurisdictionId} and account_id = ${accountId} and device_id = ${tabletId}
          and kind = 'signed_in' and at > ${now}::timestamptz - make_interval(days => ${lateDays})
      ) as was_in`,
  )
  return wasIn
}

/** Crews that somebody belongs to today, or has belonged to some days back, and those that they are lent to. */
async function findCrewIds(
  tx: Tx,
  { accountId, tabletId }: Worker,
  now: Date,
  { isCounted, backDays }: { isCounted: Sql; backDays: number },
): Promise<number[]> {
  const today = cityDay(tx, now)
  const rows = await many(
    tx,
    z.object({ crewId: z.number() }),
    sql`
      select works.crew_id
      from (
        select h.crew_id, case when h.during @> ${today} then 2 else 4 end as place
        from crew_member m
        join crew_membership h on h.jurisdiction_id = m.jurisdiction_id and h.member_id = m.id
          and h.during && daterange(${today} - ${backDays}::integer, ${today}, '[]')
        where m.jurisdiction_id = ${tx.jurisdictionId} and m.account_id = ${accountId}
        union all
        select s.crew_id, case when ${isOfNow(now)} then 1 else 3 end ${lent}
        where m.jurisdiction_id = ${tx.jurisdictionId} and m.account_id = ${accountId} and ${isCounted}
      ) works
      join crew c on c.jurisdiction_id = ${tx.jurisdictionId} and c.id = works.crew_id
        and (c.retired_on is null or c.retired_on >= ${today} - ${backDays}::integer)
      left join tablet t on t.jurisdiction_id = c.jurisdiction_id and t.id = ${tabletId} and t.crew_id = c.id
      group by works.crew_id
      order by bool_or(t.id is not null) desc, min(works.place), works.crew_id`,
  )
  return rows.map(({ crewId }) => crewId)
}
