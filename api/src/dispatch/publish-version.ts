import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { VisitActor } from '../field/record-events.ts'
import { notAllowedNow, notFound } from '../http/problems.ts'
import { demandDayAhead } from './demand-day-ahead.ts'
import { giveOut } from './give-out.ts'
import { demandHead, demandSamePublished } from './hold-head.ts'
import { publishedInPart, publishPart } from './publish-part.ts'
import { findVersion, lockPlan, type LockedPlan, type VersionRow } from './version-queries.ts'

export interface PublishOptions {
  /** only these crews' work follows the version, the rest stays a draft; all unless given */
  crewIds?: readonly number[] | undefined
}

/**
 * Makes a version, or some crews' part of it, the plan of its day. A second call changes nothing. A version that is
 * not the plan's head, or was made before another one was published, is a conflict: of two at the same time one
 * wins, and no change is passed over. Gives back the version that is published then.
 */
export async function publishVersion(
  tx: Tx,
  context: Context,
  planId: number,
  version: number,
  actor: VisitActor,
  { crewIds }: PublishOptions = {},
): Promise<number> {
  const plan = await lockPlan(tx, planId)
  const row = plan && (await findVersion(tx, planId, version))
  if (!plan || !row) throw notFound('plan version', `${planId}/${version}`)
  if (row.status === 'published') return version
  const before = crewIds && (await publishedInPart(tx, plan, version, crewIds))
  if (before) return before
  await demandDayAhead(tx, context, plan)
  await demandPublishable(tx, plan, row)
  const part = crewIds && (await publishPart(tx, context, { plan, row, crewIds, actor }))
  if (part) return part
  await giveOut(tx, context, { plan, version, crewIds: null, actor })
  return version
}

async function demandPublishable(tx: Tx, plan: LockedPlan, row: VersionRow): Promise<void> {
  await demandHead(tx, plan, row.version)
  demandSamePublished(plan, row)
  if (row.status !== 'optimised') throw notAllowedNow('This plan cannot be published', { status: row.status })
}
