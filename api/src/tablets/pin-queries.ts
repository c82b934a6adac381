import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { many, maybeOne, sql, type Sql, type Tx } from '@dromos/db'
import { PinHolder } from '../contract/index.ts'
import { cityDay } from '../crews/queries.ts'
import { lentNow } from '../field/own-crew-queries.ts'
import { mostTries } from './guard.ts'

/** how long a PIN that a dispatcher gave can be exchanged */
export const oneTimeDays = 7

const KeptPin = z.object({
  pinHash: z.string(),
  isLapsed: z.boolean(),
  isOneTime: z.boolean(),
  failedCount: z.number(),
  failedAt: z.date().nullable(),
})
export type KeptPin = z.infer<typeof KeptPin>

/** Held until the transaction ends, so that tries are judged one after another. */
export function lockPin(tx: Tx, accountId: string, now: Date): Promise<KeptPin | null> {
  return maybeOne(
    tx,
    KeptPin,
    sql`
      select pin_hash, is_one_time, failed_count, failed_at,
        is_one_time and set_at < ${now}::timestamptz - make_interval(days => ${oneTimeDays}) as is_lapsed
      from crew_pin
      where jurisdiction_id = ${tx.jurisdictionId} and account_id = ${accountId}
      for update`,
  )
}

export async function setPinFailures(
  tx: Tx,
  accountId: string,
  failedCount: number,
  failedAt: Date | null,
): Promise<void> {
  await tx.query(sql`
    update crew_pin set failed_count = ${failedCount}, failed_at = ${failedAt}
    where jurisdiction_id = ${tx.jurisdictionId} and account_id = ${accountId}`)
}

export async function upsertPin(
  tx: Tx,
  pin: { accountId: string; pinHash: string; isOneTime: boolean; setBy: string; now: Date },
): Promise<void> {
  const { accountId, pinHash, isOneTime, setBy, now } = pin
  await tx.query(sql`
    insert into crew_pin (jurisdiction_id, account_id, pin_hash, is_one_time, set_at, set_by)
    values (${tx.jurisdictionId}, ${accountId}, ${pinHash}, ${isOneTime}, ${now}, ${setBy})
    on conflict (jurisdiction_id, account_id) do update set pin_hash = excluded.pin_hash,
      is_one_time = excluded.is_one_time, set_at = excluded.set_at, set_by = excluded.set_by,
      failed_count = 0, failed_at = null`)
}

const Member = z.object({
  crewId: z.number(),
  name: z.string(),
  accountId: z.string().nullable(),
  /** by today's roster */
  lentTo: z.array(z.number()),
})

/** The crew that a member belongs to today. */
const ofToday = (tx: Tx, now: Date): Sql => sql`
  join crew_membership h on h.jurisdiction_id = m.jurisdiction_id and h.member_id = m.id
    and h.during @> ${cityDay(tx, now)}`

export function findMember(tx: Tx, memberId: number, now: Date): Promise<z.infer<typeof Member> | null> {
  return maybeOne(
    tx,
    Member,
    sql`
      select h.crew_id, m.name, m.account_id,
        array(
          select l.crew_id from (${lentNow(now)}) l
          where l.jurisdiction_id = m.jurisdiction_id and l.member_id = m.id
        ) as lent_to
      from crew_member m
      ${ofToday(tx, now)}
      where m.jurisdiction_id = ${tx.jurisdictionId} and m.id = ${memberId}`,
  )
}

/**
 * The account that a member of a crew comes in with, made where there is none: its address reaches nobody (RFC 2606),
 * and without a password it opens by PIN only.
 */
export async function ensureMemberAccount(
  tx: Tx,
  memberId: number,
  { name, accountId }: Pick<z.infer<typeof Member>, 'name' | 'accountId'>,
): Promise<string> {
  const id = accountId ?? randomUUID()
  if (!accountId) {
    await tx.query(
      sql`insert into account (id, name, email) values (${id}, ${name}, ${`${id}@crew.invalid`})`,
    )
    await tx.query(sql`
      update crew_member set account_id = ${id}
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${memberId}`)
  }
  await tx.query(sql`
    insert into membership (jurisdiction_id, account_id, role) values (${tx.jurisdictionId}, ${id}, 'crew')
    on conflict do nothing`)
  return id
}

export function findPinHolders(tx: Tx, now: Date): Promise<PinHolder[]> {
  return many(tx, PinHolder, sql`${holders(tx, now)} order by h.crew_id, m.id limit 5000`)
}

export function findPinHolder(tx: Tx, memberId: number, now: Date): Promise<PinHolder | null> {
  return maybeOne(tx, PinHolder, sql`${holders(tx, now)} and m.id = ${memberId}`)
}

const holders = (tx: Tx, now: Date): Sql => sql`
  select m.id as member_id, h.crew_id, m.name, coalesce(p.failed_count, 0) as failed_count,
    coalesce(p.failed_count >= ${mostTries}, false) as is_locked, p.set_at,
    case
      when p.account_id is null then 'none'
      when not p.is_one_time then 'own'
      when p.set_at < ${now}::timestamptz - make_interval(days => ${oneTimeDays}) then 'lapsed'
      else 'one_time'
    end as state,
    (select e.at from tablet_event e
      where e.jurisdiction_id = m.jurisdiction_id and e.account_id = m.account_id and e.kind = 'signed_in'
      order by e.id desc limit 1) as last_signed_in_at
  from crew_member m
  ${ofToday(tx, now)}
  left join crew_pin p on p.jurisdiction_id = m.jurisdiction_id and p.account_id = m.account_id
  where m.jurisdiction_id = ${tx.jurisdictionId}`
