import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { conflict, notAllowedNow, notFound } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import { demandHead } from './hold-head.ts'
import { findVersion, lockPlan, setHead, type LockedPlan } from './version-queries.ts'

/** Goes on from another version of the plan: what was done by hand is undone, or done again. */
export async function moveHead(
  tx: Tx,
  context: Context,
  planId: number,
  { version, from }: { version: number; from: number | null },
): Promise<LockedPlan> {
  const plan = await lockPlan(tx, planId)
  const row = plan && (await findVersion(tx, planId, version))
  if (!plan || !row) throw notFound('plan version', `${planId}/${version}`)
  if (plan.headVersion === version) return plan
  if (from !== null) await demandHead(tx, plan, from)
  if ((row.status !== 'published' && row.status !== 'optimised') || row.request.whatIf)
    throw notAllowedNow('This plan cannot be changed', { status: row.status })
  if (row.status === 'optimised' && row.request.publishedVersion !== plan.publishedVersion)
    throw conflict('Another version was published since this one was made', {
      publishedVersion: plan.publishedVersion,
    })
  await setHead(tx, planId, version, context.clock.now())
  tellHead(tx, plan, version)
  return { ...plan, headVersion: version }
}

export function tellHead(tx: Tx, { id, day }: { id: number; day: string }, headVersion: number): void {
  emitLive(tx, { entity: 'plan', entityId: id, version: headVersion, data: { day, headVersion } })
}
