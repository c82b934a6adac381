import type { Tx } from '@dromos/db'
import type { z } from 'zod'
import type { Context } from '../context.ts'
import type { getPlanVersionStanding, setPlanHead } from '../contract/index.ts'
import { notAllowedNow, notFound } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import { demandDayAhead } from './demand-day-ahead.ts'
import { demandHead, demandSamePublished } from './hold-head.ts'
import { stepRoster } from './step-roster.ts'
import {
  findHead,
  findVersion,
  isMadeFrom,
  lockPlan,
  setFollows,
  setHead,
  type VersionRow,
} from './version-queries.ts'

/** Goes on from another version of the plan: what was done by hand is undone, or done again; the roster follows. */
export async function moveHead(
  tx: Tx,
  context: Context,
  planId: number,
  { version, from, accountId }: { version: number; from: number | null; accountId: string | null },
): Promise<z.input<typeof setPlanHead.response>> {
  const plan = await lockPlan(tx, planId)
  const row = plan && (await findVersion(tx, planId, version))
  if (!plan || !row) throw notFound('plan version', `${planId}/${version}`)
  if (plan.headVersion === version) return { ...plan, leavesChanges: false, roster: [] }
  await demandDayAhead(tx, context, plan)
  if (from !== null) await demandHead(tx, plan, from)
  if ((row.status !== 'published' && row.status !== 'optimised') || row.request.whatIf)
    throw notAllowedNow('This plan cannot be changed', { status: row.status })
  if (row.status === 'optimised') demandSamePublished(plan, row)
  const now = context.clock.now()
  const { day, headVersion } = plan
  if (headVersion !== null && isOffer(row)) await setFollows(tx, row, headVersion)
  const roster =
    headVersion === null
      ? []
      : await stepRoster(tx, now, { planId, day, from: headVersion, to: version, accountId })
  const leavesChanges = headVersion !== null && !(await isMadeFrom(tx, planId, version, headVersion))
  await setHead(tx, planId, version, now)
  tellHead(tx, plan, version)
  return { ...plan, headVersion: version, leavesChanges, roster }
}

/** A repair that nobody has taken up yet. */
function isOffer({ act, follows }: VersionRow): boolean {
  return act.kind === 'offer' && follows === null
}

export function tellHead(tx: Tx, { id, day }: { id: number; day: string }, headVersion: number): void {
  emitLive(tx, { entity: 'plan', entityId: id, version: headVersion, data: { day, headVersion } })
}

/** Whether a version lives on in the plan's head. */
export async function readStanding(
  tx: Tx,
  { planId, version }: { planId: number; version: number },
): Promise<z.input<typeof getPlanVersionStanding.response>> {
  if (!(await findVersion(tx, planId, version))) throw notFound('plan version', `${planId}/${version}`)
  const headVersion = await findHead(tx, planId)
  return { isInHead: headVersion !== null && (await isMadeFrom(tx, planId, headVersion, version)) }
}
