import type { Tx } from '@dromos/db'
import { hashPassword, verifyPassword } from '../accounts/password.ts'
import type { PinRefusal } from '../contract/index.ts'
import { gateOf, mostTries } from './guard.ts'
import { lockPin, setPinFailures, type KeptPin } from './pin-queries.ts'

export interface Refusal {
  ok: false
  reason: PinRefusal
  /** until the next try is looked at */
  seconds?: number
  /** tries before it is locked */
  left?: number
}

/** Looks at one try for a person; a wrong one counts. The transaction must be kept also when it is refused. */
export async function tryPin(
  tx: Tx,
  accountId: string | null,
  pin: string,
  now: Date,
): Promise<{ ok: true; kept: KeptPin } | Refusal> {
  const kept = accountId === null ? null : await lockPin(tx, accountId, now)
  const gate = gateOf(kept ?? { failedCount: 0, failedAt: null }, now)
  if (gate.is === 'locked') return { ok: false, reason: 'locked' }
  if (gate.is === 'waiting') return { ok: false, reason: 'waiting', seconds: gate.seconds }
  // also where there is none, so that the time it takes tells nothing
  const isRight = await verifyPassword({ hash: kept?.pinHash ?? (await nobodysHash()), password: pin })
  if (!kept || accountId === null) return { ok: false, reason: 'none' }
  if (!isRight) {
    await setPinFailures(tx, accountId, kept.failedCount + 1, now)
    return { ok: false, reason: 'wrong', left: mostTries - kept.failedCount - 1 }
  }
  if (kept.failedCount > 0) await setPinFailures(tx, accountId, 0, null)
  return { ok: true, kept }
}

let hashOfNobody: Promise<string> | undefined

function nobodysHash(): Promise<string> {
  return (hashOfNobody ??= hashPassword('no PIN is this long'))
}
