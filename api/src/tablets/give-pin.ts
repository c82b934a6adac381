import type { Tx } from '@dromos/db'
import { hashPassword } from '../accounts/password.ts'
import { insertTabletEvent } from './event-queries.ts'
import { ensureMemberAccount, findMember, upsertPin } from './pin-queries.ts'
import { endPersonsSessions } from './queries.ts'
import { makePin } from './secrets.ts'

/** A new PIN for a member of a crew, good for choosing their own; null when there is no such member. */
export async function giveOneTimePin(
  tx: Tx,
  { memberId, givenBy, now }: { memberId: number; givenBy: string; now: Date },
): Promise<string | null> {
  const member = await findMember(tx, memberId, now)
  if (!member) return null
  const accountId = await ensureMemberAccount(tx, memberId, member)
  await endPersonsSessions(tx, accountId)
  const pin = makePin()
  await upsertPin(tx, { accountId, pinHash: await hashPassword(pin), isOneTime: true, setBy: givenBy, now })
  const { crewId } = member
  await insertTabletEvent(tx, { kind: 'pin_given', at: now, crewId, accountId, doneBy: givenBy })
  return pin
}
