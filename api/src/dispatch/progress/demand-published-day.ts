import type { Tx } from '@dromos/db'
import { conflict, notFound } from '../../http/problems.ts'
import { findPublishedDay } from './visit-progress-queries.ts'

/** The day of a plan and the version that its crews have; refused where they have none. */
export async function demandPublishedDay(
  tx: Tx,
  planId: number,
): Promise<{ day: string; publishedVersion: number }> {
  const plan = await findPublishedDay(tx, planId)
  if (!plan) throw notFound('plan', planId)
  const { day, publishedVersion } = plan
  if (publishedVersion === null) throw conflict('Nothing of this plan is published')
  return { day, publishedVersion }
}
