import type { Tx } from '@dromos/db'
import type { Context } from '../../context.ts'
import { mostTwinRuns, type TwinChange, type TwinRun } from '../../contract/index.ts'
import { findCrews, findToday } from '../../crews/queries.ts'
import { badInput, conflict, notFound } from '../../http/problems.ts'
import { enqueue } from '../../jobs/queue.ts'
import { runDayTwinQueue } from '../../jobs/queues/run-day-twin.ts'
import { emitLive } from '../../live/emit.ts'
import { demandKnownWeights } from '../request-plan.ts'
import { lockPlan } from '../version-queries.ts'
import { deleteOldRuns, failDeadRuns, findRun, findRuns, insertRun } from './twin-queries.ts'

/** a planner takes a core for its time */
const mostAtOnce = 2
// after the longest run, its retries and their pauses
const deadAfterMinutes = 20

/** A run of a past day, to be lived by a job that exists exactly when the run does. */
export async function requestRun(
  tx: Tx,
  context: Context,
  planId: number,
  change: TwinChange,
  accountId: string | null,
): Promise<TwinRun> {
  const now = context.clock.now()
  const plan = await lockPlan(tx, planId)
  if (!plan) throw notFound('plan', planId)
  if (plan.publishedVersion === null) throw conflict('Nothing of this plan is published')
  if (plan.day >= (await findToday(tx, now))) throw conflict('This day is not over yet')
  demandKnownWeights(change.weights ?? undefined)
  await demandKnownCrews(tx, plan.day, change.crewIds ?? [])
  await failDeadRuns(tx, planId, new Date(now.getTime() - deadAfterMinutes * 60_000), now)
  const running = (await findRuns(tx, planId)).filter(({ status }) => status === 'running')
  if (running.length >= mostAtOnce) throw conflict('This day is being lived again already; wait for it')
  const runId = await insertRun(tx, { planId, change, accountId, now })
  await deleteOldRuns(tx, planId, mostTwinRuns)
  await enqueue(tx, context, runDayTwinQueue, { jurisdictionId: tx.jurisdictionId, planId, runId })
  emitLive(tx, { entity: 'twin_run', entityId: runId, version: 0, data: { planId } })
  return (await findRun(tx, planId, runId))!
}

async function demandKnownCrews(tx: Tx, day: string, crewIds: readonly number[]): Promise<void> {
  const known = new Set((await findCrews(tx, day)).map(({ id }) => id))
  const unknown = crewIds.filter((id) => !known.has(id))
  if (unknown.length === 0) return
  throw badInput(
    'Some of these crews cannot be planned',
    unknown.map((id) => ({ path: `body.crewIds.${id}`, message: 'There is no such crew' as const })),
  )
}
