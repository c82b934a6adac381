import type { Tx } from '@dromos/db'
import type { z } from 'zod'
import type { Context } from '../context.ts'
import type { reapplyPlanVersion } from '../contract/index.ts'
import { conflict, notAllowedNow, notFound } from '../http/problems.ts'
import { moveJob, viewPlan, type PlanView } from '../planner/explain/index.ts'
import { jobsOf } from '../planner/model/index.ts'
import type { TravelTimes } from '../roads/travel-times.ts'
import type { DayProblem } from './build-problem.ts'
import { findStandings } from './day-queries.ts'
import { demandDayAhead } from './demand-day-ahead.ts'
import { mergeLocks } from './merge-locks.ts'
import { mergeOrders, type MergeStep } from './merge-orders.ts'
import { movedStops } from './moved-stops.ts'
import { openDraft } from './open-draft.ts'
import { readVersion } from './read-version.ts'
import { findUnassigned } from './unassigned-queries.ts'
import { findLine, findRoutes, findVersion, lockPlan } from './version-queries.ts'
import { takenOut, writeEdit } from './write-edit.ts'

const mostSteps = 200

/** What a version changed, done to the head: a new version that holds both. */
export async function reapplyVersion(
  tx: Tx,
  context: Context,
  travelTimes: TravelTimes,
  { planId, version, accountId }: { planId: number; version: number; accountId: string | null },
): Promise<z.input<typeof reapplyPlanVersion.response>> {
  const plan = await lockPlan(tx, planId)
  const mine = plan && (await findVersion(tx, planId, version))
  if (!plan || !mine) throw notFound('plan version', `${planId}/${version}`)
  await demandDayAhead(tx, context, plan)
  const { headVersion } = plan
  if (mine.status !== 'optimised' || mine.request.whatIf || headVersion === null)
    throw notAllowedNow('This plan cannot be changed', { status: mine.status })
  const head = await findLine(tx, planId, headVersion)
  const common = (await findLine(tx, planId, version)).find((each) => head.includes(each))
  if (common === undefined || head.includes(version))
    throw conflict('This version has nothing to apply', { headVersion })
  const locksOf = async (each: number) => (await findVersion(tx, planId, each))?.request.locks ?? []
  const routesOf = (each: number) => findRoutes(tx, planId, each)
  const before = await routesOf(common)
  const changed = await routesOf(version)
  const { steps, disputed } = mergeOrders(before, changed, await routesOf(headVersion))
  if (steps.length > mostSteps) throw conflict('Too much was changed to be applied again: plan again')

  const standings = await findStandings(
    tx,
    planId,
    steps.map(({ taskId }) => taskId),
  )
  const open = steps.filter(({ taskId }) => standings.get(taskId)?.standing === 'open')
  const draft = await openDraft(tx, travelTimes, {
    planId,
    version: headVersion,
    taskIds: open.map(({ taskId }) => taskId),
    now: context.clock.now(),
    crewIds: steps.flatMap(({ crewId }) => crewId ?? []),
  })
  const possible = open.filter(({ crewId }) => crewId === null || draft.day.crewIds.includes(crewId))
  const merged = possible.reduce((view, step) => takeStep(view, draft.day, step), draft.view)
  const taken = new Map(possible.map(({ taskId, crewId }) => [taskId, crewId]))
  const { version: next } = await writeEdit(tx, context, travelTimes, {
    plan,
    draft,
    changed: merged.plan,
    locks: mergeLocks(await locksOf(common), mine.request.locks, draft.input.locks),
    unassigned: [
      ...(await findUnassigned(tx, planId, headVersion)).filter(({ taskId }) => !taken.has(taskId)),
      ...possible.flatMap(({ taskId, crewId }) => (crewId === null ? [takenOut(taskId)] : [])),
    ],
    act: { kind: 'reapply', title: null },
    movedTaskIds: [...taken.keys()],
    reason: mine.act.reason ?? undefined,
    accountId,
  })
  const lost = new Set(steps.flatMap(({ taskId }) => (taken.has(taskId) ? [] : [taskId])))
  const notApplied = [...disputed, ...movedStops(before, changed).filter(({ taskId }) => lost.has(taskId))]
  return { ...(await readVersion(tx, planId, next)), notApplied }
}

/** Behind the nearest of the stops it stood behind that the crew still has. */
function takeStep(view: PlanView, day: DayProblem, { taskId, crewId, behind }: MergeStep): PlanView {
  const job = day.taskIds.indexOf(taskId)
  const crew = crewId === null ? null : day.crewIds.indexOf(crewId)
  const jobs = view.plan.routes
    .filter((route) => route.crew === crew)
    .sort((a, b) => a.shift - b.shift)
    .flatMap(jobsOf)
    .filter((each) => each !== job)
  const before = behind.map((each) => jobs.indexOf(day.taskIds.indexOf(each))).find((at) => at >= 0)
  return viewPlan(view.prepared, moveJob(view, { job, crew, place: before === undefined ? 0 : before + 1 }))
}
