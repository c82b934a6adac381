import type { Tx } from '@dromos/db'
import { insertTabletEvent } from './event-queries.ts'
import { endTabletSessions, takeCode, upsertRegistered } from './queries.ts'
import { hashSecret, makeSecret, plainCode } from './secrets.ts'

interface Registration {
  code: string
  deviceId: string
  appVersion: string | undefined
}

/** Makes a device a tablet of the crew that its code was made for; null when the code is no good. */
export async function registerDevice(
  tx: Tx,
  { code, deviceId, appVersion }: Registration,
  now: Date,
): Promise<{ secret: string; crewId: number } | null> {
  const taken = await takeCode(tx, hashSecret(plainCode(code)), deviceId, now)
  if (!taken) return null
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
  await insertTabletEvent(tx, {
    kind: 'registered',
    at: now,
    deviceId,
    crewId,
    doneBy: createdBy ?? undefined,
  })
  return { secret, crewId }
}
