import type { Tx } from '@dromos/db'
import { findToday } from '../crews/queries.ts'
import type { VersionRow } from './version-queries.ts'

/** Since when a version is timed that is looked at or changed now: a day under way goes on from now. */
export async function timedFrom(
  tx: Tx,
  { day, request: { from } }: Pick<VersionRow, 'day' | 'request'>,
  now: Date,
): Promise<string | null> {
  if (day !== (await findToday(tx, now))) return from
  return from !== null && from > now.toISOString() ? from : now.toISOString()
}
