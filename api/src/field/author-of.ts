import type { sendOperations } from '../contract/index.ts'
import type { Call } from '../http/bind.ts'
import type { Sender } from './apply-operation.ts'
import { findToldCrewIds, wasLatelyOn } from './own-crew-queries.ts'

/** A sender for each who tapped: whoever is in on a shared tablet also sends what those before left on it. */
export type SenderOf = (tap: { by?: string | undefined }) => Sender

/** In the name of one who was not in on the tablet by their own PIN nothing is done: what is said so is kept as refused. */
export async function findAuthors(
  tenant: Call<typeof sendOperations>['tenant'],
  sender: Sender,
  taps: readonly { by?: string | undefined }[],
  now: Date,
): Promise<SenderOf> {
  const { accountId, tabletId } = sender
  const others = new Set(taps.flatMap(({ by = accountId }) => (by === accountId ? [] : [by])))
  if (others.size === 0) return () => sender
  const authors = new Map([[accountId, sender]])
  const nobody: Sender = { ...sender, roles: new Set(), crewIds: [] }
  await tenant(async (tx) => {
    for (const by of others) {
      const author = { accountId: by, tabletId }
      const wasIn = tabletId !== null && (await wasLatelyOn(tx, { ...author, tabletId }, now))
      authors.set(
        by,
        wasIn ? { ...sender, ...author, crewIds: await findToldCrewIds(tx, author, now) } : nobody,
      )
    }
  })
  return ({ by = accountId }) => authors.get(by)!
}
