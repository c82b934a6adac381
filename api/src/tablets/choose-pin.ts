import type { Tx } from '@dromos/db'
import { hashPassword } from '../accounts/password.ts'
import { isEasyPin } from '../contract/index.ts'
import { insertTabletEvent } from './event-queries.ts'
import { upsertPin } from './pin-queries.ts'
import type { Refusal } from './try-pin.ts'

/** A person's own new PIN in place of the old one. */
export async function choosePin(
  tx: Tx,
  {
    accountId,
    oldPin,
    newPin,
    now,
  }: { accountId: string; oldPin: string | undefined; newPin: string; now: Date },
): Promise<{ ok: true } | Refusal> {
  if (isEasyPin(newPin)) return { ok: false, reason: 'easy' }
  if (newPin === oldPin) return { ok: false, reason: 'same' }
  const pinHash = await hashPassword(newPin)
  await upsertPin(tx, { accountId, pinHash, isOneTime: false, setBy: accountId, now })
  await insertTabletEvent(tx, { kind: 'pin_chosen', at: now, accountId, doneBy: accountId })
  return { ok: true }
}
