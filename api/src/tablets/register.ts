import type { Tx } from '@dromos/db'
import { countWrongCode, forgetCodeTries, lockCodeTries } from './code-try-queries.ts'
import { insertTabletEvent } from './event-queries.ts'
import { waitFor } from './guard.ts'
import { endTabletSessions, takeCode, upsertRegistered } from './queries.ts'
import { hashSecret, makeSecret, plainCode } from './secrets.ts'
import type { Refusal } from './try-pin.ts'

interface Registration {
  code: string
  deviceId: string
  appVersion?: string | undefined
  /** where the call came from, as far as the door believes it */
  address: string | undefined
}

/**
 * Makes a device a tablet of the crew that its code was made for. A code that is no good counts against the device,
 * which it names itself, and against its address. The transaction must be kept also when it is refused.
 */
export async function registerDevice(
  tx: Tx,
  { code, deviceId, appVersion, address = '' }: Registration,
  now: Date,
): Promise<{ ok: true; secret: string; crewId: number } | Refusal> {
  const sources = [hashSecret(`device ${deviceId}`), hashSecret(`address ${address}`)]
  const seconds = Math.max(...(await lockCodeTries(tx, sources)).map((tries) => waitFor(tries, now)))
  if (seconds > 0) return { ok: false, reason: 'waiting', seconds }
  const taken = await takeCode(tx, hashSecret(plainCode(code)), deviceId, now)
  if (!taken) {
    await countWrongCode(tx, sources, now)
    await insertTabletEvent(tx, { kind: 'wrong_code', at: now, deviceId })
    return { ok: false, reason: 'wrong' }
  }
  await forgetCodeTries(tx, sources)
  const { crewId, createdBy } = taken
  const secret = makeSecret()
  await upsertRegistered(tx, {
    deviceId,
    crewId,
    secretHash: hashSecret(secret),
    registeredBy: createdBy,
    appVersion,
    now,
  })
  await endTabletSessions(tx, deviceId)
  const doneBy = createdBy ?? undefined
  await insertTabletEvent(tx, { kind: 'registered', at: now, deviceId, crewId, doneBy })
  return { ok: true, secret, crewId }
}
