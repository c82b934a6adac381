import type { Tx } from '@dromos/db'
import { heldLocks, stopsAhead, type StoredLock } from './plan-lock.ts'
import { findRoutes, findVersion } from './version-queries.ts'

/** What a version holds, as a version made from it, or from another one's routes, is to hold. */
export async function findLocks(
  tx: Tx,
  planId: number,
  version: number | null,
  routesOf = version,
): Promise<StoredLock[]> {
  const row = version === null ? null : await findVersion(tx, planId, version)
  if (!row || routesOf === null || row.request.locks.length === 0) return []
  return heldLocks(row.request.locks, stopsAhead(await findRoutes(tx, planId, routesOf)))
}
