import type { Tx } from '@dromos/db'
import { insertTabletEvent } from './event-queries.ts'
import { choosePin } from './choose-pin.ts'
import { gateOf } from './guard.ts'
import { findMember } from './pin-queries.ts'
import {
  endSession,
  endTabletSessions,
  findShiftEnd,
  lockTablet,
  setTabletFailures,
  type RegisteredTablet,
} from './queries.ts'
import { sessionEnd } from './shift-end.ts'
import { tryPin, type Refusal } from './try-pin.ts'

export interface PinTry {
  secretHash: string
  memberId: number
  pin: string
  newPin?: string
}

export interface Accepted {
  ok: true
  accountId: string
  name: string
  deviceId: string
  endsAt: Date
}

/** Whether somebody may come in on the tablet that keeps the secret; what was tried is kept either way. */
export async function judgeSignIn(
  tx: Tx,
  { secretHash, memberId, pin, newPin }: PinTry,
  now: Date,
): Promise<Accepted | Refusal | 'unknown' | 'revoked'> {
  const tablet = await lockTablet(tx, secretHash)
  if (!tablet) return 'unknown'
  if (tablet.isRevoked) return 'revoked'
  const gate = gateOf(tablet, now)
  if (gate.is === 'locked') return { ok: false, reason: 'tablet_locked' }
  if (gate.is === 'waiting') return { ok: false, reason: 'waiting', seconds: gate.seconds }
  const member = await findMember(tx, memberId, now)
  const isOfCrew = member?.crewId === tablet.crewId || member?.lentTo.includes(tablet.crewId)
  const own = isOfCrew ? member : null
  const accountId = own?.accountId ?? null
  const tried = await tryPin(tx, accountId, pin, now)
  if (!tried.ok || !own || !accountId) {
    if (!tried.ok && tried.reason === 'wrong') await countWrong(tx, tablet, accountId, now)
    return tried.ok ? { ok: false, reason: 'none' } : tried
  }
  if (tablet.failedCount > 0) await setTabletFailures(tx, tablet.deviceId, 0, null)
  if (tried.kept.isLapsed) return { ok: false, reason: 'lapsed' }
  if (tried.kept.isOneTime && !newPin) return { ok: false, reason: 'choose' }
  const chosen = newPin ? await choosePin(tx, { accountId, oldPin: pin, newPin, now }) : { ok: true as const }
  if (!chosen.ok) return chosen
  const endsAt = sessionEnd(now, await findShiftEnd(tx, tablet.crewId, now))
  return { ok: true, accountId, name: own.name, deviceId: tablet.deviceId, endsAt }
}

async function countWrong(tx: Tx, tablet: RegisteredTablet, accountId: string | null, now: Date) {
  const { deviceId, crewId, failedCount } = tablet
  await setTabletFailures(tx, deviceId, failedCount + 1, now)
  await insertTabletEvent(tx, { kind: 'wrong_pin', at: now, deviceId, crewId, accountId })
}

/**
 * The session is there: whoever was in before is out. False when the tablet was revoked while it was made, which
 * then takes it away again: to revoke holds the same row.
 */
export async function settleSignIn(
  tx: Tx,
  { secretHash, sessionId, accountId }: { secretHash: string; sessionId: string; accountId: string },
  now: Date,
): Promise<boolean> {
  const tablet = await lockTablet(tx, secretHash)
  if (!tablet || tablet.isRevoked) {
    await endSession(tx, sessionId)
    return false
  }
  const { deviceId, crewId } = tablet
  await endTabletSessions(tx, deviceId, sessionId)
  await insertTabletEvent(tx, { kind: 'signed_in', at: now, deviceId, crewId, accountId })
  return true
}
