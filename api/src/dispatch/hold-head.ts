import type { Tx } from '@dromos/db'
import type { PlanConflict } from '../contract/index.ts'
import { conflict, notFound } from '../http/problems.ts'
import { movedStops } from './moved-stops.ts'
import { findRoutes, isMadeFrom, lockPlan, type LockedPlan, type VersionRow } from './version-queries.ts'

const mostToldChanges = 50

/** Holds a plan whose head is the version that the caller goes on from; else tells what the head has changed. */
export async function holdHead(tx: Tx, planId: number, version: number): Promise<LockedPlan> {
  const plan = await lockPlan(tx, planId)
  if (!plan) throw notFound('plan', planId)
  await demandHead(tx, plan, version)
  return plan
}

export async function demandHead(tx: Tx, plan: LockedPlan, version: number): Promise<void> {
  const { id: planId, headVersion } = plan
  if (headVersion === null || headVersion === version) return
  const changes = movedStops(await findRoutes(tx, planId, version), await findRoutes(tx, planId, headVersion))
  const data: PlanConflict = {
    headVersion,
    isAhead: await isMadeFrom(tx, planId, headVersion, version),
    changes: changes.slice(0, mostToldChanges),
    changeCount: changes.length,
  }
  throw conflict('Somebody else has changed this plan in the meantime', data)
}

/** A version is a change of what was published when it was made, and of nothing else. */
export function demandSamePublished(
  { publishedVersion }: LockedPlan,
  { request }: Pick<VersionRow, 'request'>,
): void {
  if (request.publishedVersion === publishedVersion) return
  const isTakenBack = (request.publishedVersion ?? 0) > (publishedVersion ?? 0)
  throw conflict(
    isTakenBack
      ? 'What this version was made from is no longer published'
      : 'Another version was published since this one was made',
    { publishedVersion },
  )
}
