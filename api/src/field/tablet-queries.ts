import { z } from 'zod'
import { empty, many, maybeOne, one, sql, type Sql, type Tx } from '@dromos/db'
import { Tablet } from '../contract/index.ts'
import { mostTries } from '../tablets/guard.ts'

export interface Sighting {
  deviceId: string
  crewId: number | null
  accountId: string
  sessionId: string | null
  /** left out when it only asked */
  clockOffsetMs?: number
  lastSequence?: number
  at: Date
}

/** Notes that a tablet was here; true when it may not speak any more. */
export async function noteTablet(tx: Tx, seen: Sighting): Promise<boolean> {
  const { isRevoked } = await one(
    tx,
    z.object({ isRevoked: z.boolean() }),
    sql`
      insert into tablet (jurisdiction_id, id, crew_id, account_id, session_id, first_seen_at, last_seen_at,
        last_sequence, clock_offset_ms)
      values (${tx.jurisdictionId}, ${seen.deviceId}, ${seen.crewId}, ${seen.accountId}, ${seen.sessionId},
        ${seen.at}, ${seen.at}, ${seen.lastSequence ?? 0}, ${seen.clockOffsetMs ?? 0})
      on conflict (jurisdiction_id, id) do update set
        crew_id = case when tablet.secret_hash is null then coalesce(excluded.crew_id, tablet.crew_id)
          else tablet.crew_id end, account_id = excluded.account_id,
        session_id = excluded.session_id, last_seen_at = greatest(tablet.last_seen_at, excluded.last_seen_at),
        last_sequence = greatest(tablet.last_sequence, excluded.last_sequence),
        clock_offset_ms = ${seen.clockOffsetMs === undefined ? sql`tablet.clock_offset_ms` : sql`excluded.clock_offset_ms`}
      returning revoked_at is not null as is_revoked`,
  )
  return isRevoked
}

/** The session a cookie stands for. */
export async function findSessionId(tx: Tx, token: string, accountId: string): Promise<string | null> {
  const row = await maybeOne(
    tx,
    z.object({ id: z.string() }),
    sql`select id from account_session where token = ${token} and account_id = ${accountId}`,
  )
  return row?.id ?? null
}

export function findTablets(tx: Tx, crewId: number | undefined): Promise<Tablet[]> {
  return many(
    tx,
    Tablet,
    sql`
      ${tablets} where t.jurisdiction_id = ${tx.jurisdictionId}
        ${crewId === undefined ? empty : sql`and t.crew_id = ${crewId}`}
      order by t.last_seen_at desc, t.id
      limit 500`,
  )
}

export function findTablet(tx: Tx, deviceId: string): Promise<Tablet | null> {
  return maybeOne(
    tx,
    Tablet,
    sql`${tablets} where t.jurisdiction_id = ${tx.jurisdictionId} and t.id = ${deviceId}`,
  )
}

/** Also ends the session it last worked with, and whatever was begun on it by PIN. */
export async function setRevoked(
  tx: Tx,
  deviceId: string,
  isRevoked: boolean,
  accountId: string,
  now: Date,
): Promise<void> {
  const { rows } = await tx.query(sql`
    update tablet set
      revoked_at = case when ${isRevoked} then coalesce(revoked_at, ${now}::timestamptz) end,
      revoked_by = case when ${isRevoked} then coalesce(revoked_by, ${accountId}::text) end
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${deviceId}
    returning session_id`)
  // after the row is held: a sign-in that is under way sees it, or is ended here
  if (isRevoked)
    await tx.query(sql`
      delete from account_session
      where id = ${rows[0]?.session_id ?? null} or (tablet_city = ${tx.jurisdictionId} and tablet_id = ${deviceId})`)
}

const tablets: Sql = sql`
  select t.id, t.crew_id, a.name as account_name, t.first_seen_at, t.last_seen_at, t.clock_offset_ms,
    t.revoked_at, t.registered_at, t.app_version, t.failed_count >= ${mostTries} as is_locked, operations.*,
    (select jsonb_build_object('name', who.name, 'since', s.created_at, 'until', s.expires_at)
      from account_session s
      join account who on who.id = s.account_id
      where s.tablet_city = t.jurisdiction_id and s.tablet_id = t.id and s.expires_at > now()
      order by s.created_at desc limit 1) as signed_in
  from tablet t
  left join account a on a.id = t.account_id
  cross join lateral (
    select count(*)::integer as operation_count,
      count(*) filter (where o.outcome in ('conflict', 'refused'))::integer as contested_count
    from operation o
    where o.jurisdiction_id = t.jurisdiction_id and o.device_id = t.id
  ) operations`
