import type { Tx } from '@dromos/db'
import type { Context } from '../../context.ts'
import type { PlanAct } from '../../contract/index.ts'
import type { VisitActor } from '../../field/record-events.ts'
import { evaluatePlan, type Plan } from '../../planner/index.ts'
import type { TravelTimes } from '../../roads/index.ts'
import { copyRoutes, copyUnassigned, summariseStored } from '../copy-version.ts'
import { giveOut } from '../give-out.ts'
import { finishVersion, insertRoutes, type Unassigned } from '../store-version.ts'
import { storeViolationsOfChange } from '../store-violations.ts'
import { describeVersion } from '../travel.ts'
import { insertPlan, insertVersion, lockPlan, setHead } from '../version-queries.ts'
import type { OpenDay, PublishedVersion } from './weigh-order.ts'

export interface RouteChange {
  crewId: number
  plan: Plan
  act: PlanAct['kind']
  actor: VisitActor
  unassigned: Unassigned[]
  /** why the crew has it, kept with its visit */
  assignment: object | null
}

/** Publishes one crew's route timed anew; the routes of the others go over as they are. */
export async function publishChange(
  tx: Tx,
  context: Context,
  travelTimes: TravelTimes,
  open: OpenDay,
  { crewId, plan, act, actor, unassigned, assignment }: RouteChange,
): Promise<PublishedVersion> {
  const { input, problem, view, request, published, taskId } = open
  const now = context.clock.now()
  const planId = published?.planId ?? (await insertPlan(tx, input.day, null, now))
  const baseVersion = published?.version ?? null
  const title = input.tasks.find(({ id }) => id === taskId)?.title ?? null
  const version = await insertVersion(
    tx,
    planId,
    {
      status: 'optimised',
      request,
      baseVersion,
      follows: baseVersion,
      act: { kind: act, title },
      accountId: actor.accountId ?? null,
    },
    now,
  )
  const evaluation = evaluatePlan(view.prepared, plan)
  const { routes } = await describeVersion(
    travelTimes,
    input,
    problem,
    evaluation,
    (row) => row.crewId === crewId,
  )
  if (baseVersion !== null) {
    // a crew that handed it back has it in its route still
    await copyRoutes(tx, planId, baseVersion, version, {
      crews: { except: [crewId] },
      exceptTaskIds: [taskId],
    })
    await copyUnassigned(tx, planId, baseVersion, version, [taskId])
  }
  await insertRoutes(tx, planId, version, routes, unassigned)
  const summary = await summariseStored(tx, planId, version, evaluation, problem)
  await finishVersion(tx, planId, version, { summary, isEstimate: open.isEstimate }, now)
  const change = { before: view.evaluation, after: evaluation, movedTaskIds: [taskId] }
  await storeViolationsOfChange(tx, { planId, version, from: baseVersion }, problem, change)
  await setHead(tx, planId, version, now)
  await giveOut(tx, context, {
    plan: (await lockPlan(tx, planId))!,
    version,
    // work of the others that was cancelled or failed since is no matter of this one
    crewIds: [crewId],
    actor,
    assignments: new Map(assignment ? [[taskId, assignment]] : []),
  })
  return { planId, version }
}
