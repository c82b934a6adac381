import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { PlanVersion } from '../contract/index.ts'
import { notAllowedNow, notFound } from '../http/problems.ts'
import { endSolving, wishStop } from './progress-queries.ts'
import { passTurn } from './days-together.ts'
import { findVersion, toPlanVersion } from './version-queries.ts'
import { throwAway } from './what-if-queries.ts'

/** Stops a solve: the best plan so far is stored in a moment, or nothing ever. What was supposed is thrown away. */
export async function cancelSolve(
  tx: Tx,
  context: Context,
  planId: number,
  version: number,
  keep: boolean,
): Promise<PlanVersion> {
  const row = await findVersion(tx, planId, version)
  if (!row) throw notFound('plan version', `${planId}/${version}`)
  if (row.request.whatIf && row.status === 'optimised' && !keep) {
    await throwAway(tx, planId, version)
    return toPlanVersion((await findVersion(tx, planId, version))!)
  }
  const isStopped = keep
    ? await wishStop(tx, planId, version)
    : await endSolving(tx, planId, version, 'cancelled', null)
  if (isStopped && !keep) await passTurn(tx, context, row)
  if (!isStopped && row.status !== 'cancelled')
    throw notAllowedNow('This plan is not being solved', { status: row.status })
  return toPlanVersion((await findVersion(tx, planId, version))!)
}
