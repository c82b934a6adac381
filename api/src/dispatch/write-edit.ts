import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { PlanAct } from '../contract/index.ts'
import { emitLive } from '../live/emit.ts'
import { evaluatePlan, type Evaluation, type Plan } from '../planner/index.ts'
import type { TravelTimes } from '../roads/travel-times.ts'
import type { Draft } from './open-draft.ts'
import { tellHead } from './set-head.ts'
import { finishVersion, insertRoutes, type Unassigned } from './store-version.ts'
import { describeVersion } from './travel.ts'
import { insertVersion, setHead, type LockedPlan } from './version-queries.ts'

export interface Edit {
  /** held; its head is what the draft was opened from */
  plan: LockedPlan
  draft: Draft
  changed: Plan
  unassigned: Unassigned[]
  act: PlanAct
  accountId: string | null
}

/** The plan as it was changed by hand, timed anew, is a version of its own and the head from here on. */
export async function writeEdit(
  tx: Tx,
  context: Context,
  travelTimes: TravelTimes,
  { plan, draft, changed, unassigned, act, accountId }: Edit,
): Promise<{ version: number; evaluation: Evaluation }> {
  const { row, taskIds, input, day, view, isEstimate } = draft
  const now = context.clock.now()
  const evaluation = evaluatePlan(view.prepared, changed)
  const request = { ...row.request, taskIds, publishedVersion: plan.publishedVersion }
  const { version: from } = row
  const version = await insertVersion(
    tx,
    plan.id,
    { status: 'optimised', request, baseVersion: from, follows: from, act, accountId },
    now,
  )
  const solved = await describeVersion(travelTimes, input, day, evaluation)
  await insertRoutes(tx, plan.id, version, solved.routes, unassigned)
  await finishVersion(tx, plan.id, version, { ...solved, isEstimate }, now)
  await setHead(tx, plan.id, version, now)
  await emitLive(tx, {
    entity: 'plan_version',
    entityId: `${plan.id}/${version}`,
    version,
    data: { planId: plan.id, status: 'optimised', baseVersion: from },
  })
  await tellHead(tx, plan, version)
  return { version, evaluation }
}

/** A task that a person took out of the plan. */
export function takenOut(taskId: number): Unassigned {
  return { taskId, reason: 'taken-out', crewId: null, margin: null, crews: [] }
}
