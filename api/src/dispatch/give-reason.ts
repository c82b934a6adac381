import type { Tx } from '@dromos/db'
import type { PlanVersion } from '../contract/index.ts'
import { notAllowedNow, notFound } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import { findVersion, toPlanVersion } from './version-queries.ts'
import { setReason } from './violation-queries.ts'

/** Why a version was made by hand. What was said of a published one is history. */
export async function giveReason(
  tx: Tx,
  { planId, version, reason }: { planId: number; version: number; reason: string },
): Promise<PlanVersion> {
  const row = await findVersion(tx, planId, version)
  if (!row) throw notFound('plan version', `${planId}/${version}`)
  if (row.act.reason !== null && row.status !== 'optimised' && row.act.reason !== reason)
    throw notAllowedNow('This plan cannot be changed', { status: row.status })
  await setReason(tx, planId, version, reason)
  emitLive(tx, {
    entity: 'plan_version',
    entityId: `${planId}/${version}`,
    version,
    data: { planId, status: row.status },
  })
  return toPlanVersion({ ...row, act: { ...row.act, reason } })
}
