import { z } from 'zod'
import { maybeOne, one, sql, type Sql, type Tx } from '@dromos/db'
import { TabletDoor } from '../contract/index.ts'
import { cityDay } from '../crews/queries.ts'
import { lentNow } from '../field/own-crew-queries.ts'
import { mostTries } from './guard.ts'

const RegisteredTablet = z.object({
  deviceId: z.string(),
  crewId: z.number(),
  isRevoked: z.boolean(),
  failedCount: z.number(),
  failedAt: z.date().nullable(),
})
export type RegisteredTablet = z.infer<typeof RegisteredTablet>

/** The tablet that keeps a secret, held until the transaction ends. */
export function lockTablet(tx: Tx, secretHash: string): Promise<RegisteredTablet | null> {
  return maybeOne(
    tx,
    RegisteredTablet,
    sql`
      select id as device_id, crew_id, revoked_at is not null as is_revoked, failed_count, failed_at from tablet
      where jurisdiction_id = ${tx.jurisdictionId} and secret_hash = ${secretHash} and crew_id is not null
      for update`,
  )
}

export async function setTabletFailures(
  tx: Tx,
  deviceId: string,
  failedCount: number,
  failedAt: Date | null,
): Promise<void> {
  await tx.query(sql`
    update tablet set failed_count = ${failedCount}, failed_at = ${failedAt}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${deviceId}`)
}

export async function noteAtDoor(tx: Tx, deviceId: string, at: Date, appVersion?: string): Promise<void> {
  await tx.query(sql`
    update tablet set last_seen_at = greatest(last_seen_at, ${at}),
      app_version = coalesce(${appVersion ?? null}, app_version)
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${deviceId}`)
}

/** Whoever is of the crew, or lent to it by today's roster, comes in. */
export function findDoor(
  tx: Tx,
  { deviceId, crewId }: Pick<RegisteredTablet, 'deviceId' | 'crewId'>,
  now: Date,
): Promise<TabletDoor> {
  return one(
    tx,
    TabletDoor,
    sql`
      select jsonb_build_object('id', c.id, 'nameEl', c.name_el, 'nameEn', c.name_en, 'color', c.color) as crew,
        (select coalesce(jsonb_agg(person order by person ->> 'name'), '[]') from (
          select jsonb_build_object('memberId', m.id, 'name', m.name, 'accountId', m.account_id,
            'hasPin', p.account_id is not null, 'isLocked', coalesce(p.failed_count >= ${mostTries}, false)) as person
          from crew_member m
          left join crew_pin p on p.jurisdiction_id = m.jurisdiction_id and p.account_id = m.account_id
          where m.jurisdiction_id = c.jurisdiction_id
            and (m.id in (${membersOf(tx, crewId, now)}) or (m.jurisdiction_id, m.id, c.id) in (${lentNow(now)}))
          order by m.id limit 100
        ) people) as people,
        t.failed_count >= ${mostTries} as is_locked
      from tablet t
      join crew c on c.jurisdiction_id = t.jurisdiction_id and c.id = ${crewId}
      where t.jurisdiction_id = ${tx.jurisdictionId} and t.id = ${deviceId}`,
  )
}

/** Codes that nobody can use any more go with it. */
export async function insertCode(
  tx: Tx,
  code: { codeHash: string; crewId: number; createdBy: string; now: Date; expiresAt: Date },
): Promise<void> {
  const { codeHash, crewId, createdBy, now, expiresAt } = code
  await tx.query(sql`
    delete from tablet_code where jurisdiction_id = ${tx.jurisdictionId} and expires_at < ${now}`)
  await tx.query(sql`
    insert into tablet_code (jurisdiction_id, code_hash, crew_id, created_by, created_at, expires_at)
    values (${tx.jurisdictionId}, ${codeHash}, ${crewId}, ${createdBy}, ${now}, ${expiresAt})`)
}

/** Of two devices that send the same code one gets it. */
export function takeCode(
  tx: Tx,
  codeHash: string,
  deviceId: string,
  now: Date,
): Promise<{ crewId: number; createdBy: string | null } | null> {
  return maybeOne(
    tx,
    z.object({ crewId: z.number(), createdBy: z.string().nullable() }),
    sql`
      update tablet_code set used_at = ${now}, device_id = ${deviceId}
      where jurisdiction_id = ${tx.jurisdictionId} and code_hash = ${codeHash} and used_at is null
        and expires_at > ${now}
      returning crew_id, created_by`,
  )
}

/** A device that was a tablet before is one anew: of this crew, with this secret, and not revoked. */
export async function upsertRegistered(
  tx: Tx,
  tablet: {
    deviceId: string
    crewId: number
    secretHash: string
    registeredBy: string | null
    appVersion: string | undefined
    now: Date
  },
): Promise<void> {
  const { deviceId, crewId, secretHash, registeredBy, appVersion = null, now } = tablet
  await tx.query(sql`
    insert into tablet (jurisdiction_id, id, crew_id, secret_hash, registered_at, registered_by, app_version,
      first_seen_at, last_seen_at)
    values (${tx.jurisdictionId}, ${deviceId}, ${crewId}, ${secretHash}, ${now}, ${registeredBy}, ${appVersion},
      ${now}, ${now})
    on conflict (jurisdiction_id, id) do update set crew_id = excluded.crew_id, secret_hash = excluded.secret_hash,
      registered_at = excluded.registered_at, registered_by = excluded.registered_by,
      app_version = excluded.app_version, last_seen_at = greatest(tablet.last_seen_at, excluded.last_seen_at),
      failed_count = 0, failed_at = null, revoked_at = null, revoked_by = null`)
}

/** All that was begun by PIN on a tablet ends, but for one. */
export async function endTabletSessions(
  tx: Tx,
  deviceId: string,
  except: string | null = null,
): Promise<void> {
  await tx.query(sql`
    delete from account_session
    where tablet_city = ${tx.jurisdictionId} and tablet_id = ${deviceId} and id is distinct from ${except}`)
}

/** All that a person began by PIN on the city's tablets ends. */
export async function endPersonsSessions(tx: Tx, accountId: string): Promise<void> {
  await tx.query(sql`
    delete from account_session where tablet_city = ${tx.jurisdictionId} and account_id = ${accountId}`)
}

export async function endSession(tx: Tx, sessionId: string): Promise<void> {
  await tx.query(sql`
    delete from account_session where tablet_city = ${tx.jurisdictionId} and id = ${sessionId}`)
}

/** The end of the shift that a crew is in, or is about to begin; null where there is none. */
export async function findShiftEnd(tx: Tx, crewId: number, now: Date): Promise<Date | null> {
  const row = await maybeOne(
    tx,
    z.object({ endsAt: z.date() }),
    sql`
      select upper(during) as ends_at from shift
      where jurisdiction_id = ${tx.jurisdictionId} and crew_id = ${crewId}
        and during && tstzrange(${now}::timestamptz, ${now}::timestamptz + interval '3 hours')
      order by lower(during)
      limit 1`,
  )
  return row?.endsAt ?? null
}

/** Who belongs to a crew today. */
const membersOf = (tx: Tx, crewId: number, now: Date): Sql => sql`
  select h.member_id from crew_membership h
  where h.jurisdiction_id = ${tx.jurisdictionId} and h.crew_id = ${crewId} and h.during @> ${cityDay(tx, now)}`

export async function hasCrew(tx: Tx, crewId: number): Promise<boolean> {
  const { rowCount } = await tx.query(sql`
    select 1 from crew where jurisdiction_id = ${tx.jurisdictionId} and id = ${crewId} and retired_on is null`)
  return rowCount > 0
}
