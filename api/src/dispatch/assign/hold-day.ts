import { sql, type Tx } from '@dromos/db'
import { findPublishedPlan } from '../day-queries.ts'
import { lockPlan } from '../version-queries.ts'
import type { PublishedVersion } from './weigh-order.ts'

/** One assignment of a day at a time. The plan is held before the order, as publishing does. */
export async function holdDay(tx: Tx, day: string): Promise<PublishedVersion | null> {
  await tx.query(sql`select pg_advisory_xact_lock(7411, hashtext(${`${tx.jurisdictionId} ${day}`}))`)
  const found = await findPublishedPlan(tx, day)
  if (!found) return null
  const plan = await lockPlan(tx, found.planId)
  return { planId: found.planId, version: plan!.publishedVersion! }
}
