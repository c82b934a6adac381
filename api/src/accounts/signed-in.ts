import type { Worker } from '../field/own-crew-queries.ts'
import { unauthenticated } from '../http/problems.ts'
import type { Account } from './auth.ts'

/** Whoever calls an endpoint that is not public. */
export function signedIn(account: Account | null): Account {
  if (!account) throw unauthenticated()
  return account
}

/** The same as somebody who works in crews. */
export function workerOf(account: Account | null): Worker {
  const { id, tablet } = signedIn(account)
  return { accountId: id, tabletId: tablet?.deviceId ?? null }
}
