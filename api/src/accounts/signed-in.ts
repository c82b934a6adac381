import { unauthenticated } from '../http/problems.ts'
import type { Account } from './auth.ts'

/** Whoever calls an endpoint that is not public. */
export function signedIn(account: Account | null): Account {
  if (!account) throw unauthenticated()
  return account
}
