import { many, sql, type Tx } from '@dromos/db'
import { z } from 'zod'
import { hashPassword } from '../../api/src/accounts/password.ts'
import { ensureMemberAccount, upsertPin } from '../../api/src/tablets/pin-queries.ts'

export const demoPin = '4826'

const Member = z.object({
  id: z.number(),
  crewId: z.number(),
  name: z.string(),
  accountId: z.string().nullable(),
})

/** Everyone who works in a crew comes in on its tablets with the demo's one PIN. */
export async function writePins(tx: Tx, now: Date): Promise<void> {
  const members = await many(
    tx,
    Member,
    sql`select id, crew_id, name, account_id from crew_member
        where jurisdiction_id = ${tx.jurisdictionId} order by id`,
  )
  // as public as the demo's password: one hash serves all
  const pinHash = await hashPassword(demoPin)
  for (const { id, ...member } of members) {
    const accountId = await ensureMemberAccount(tx, id, member)
    await upsertPin(tx, { accountId, pinHash, isOneTime: false, setBy: accountId, now })
  }
}
