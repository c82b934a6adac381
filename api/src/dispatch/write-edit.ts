import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { emitLive } from '../live/emit.ts'
import { evaluatePlan, jobsOf, prepareProblem, type Evaluation, type Plan } from '../planner/index.ts'
import type { TravelTimes } from '../roads/travel-times.ts'
import { buildProblem } from './build-problem.ts'
import { copyRoutes } from './copy-version.ts'
import { findRouteTexts, routeText } from './kept-route-queries.ts'
import { violationsAfter } from './known-violations.ts'
import type { Draft } from './open-draft.ts'
import { heldLocks, type AheadStops, type StoredLock } from './plan-lock.ts'
import { tellHead } from './set-head.ts'
import { finishVersion, insertRoutes, type Unassigned } from './store-version.ts'
import { describeVersion } from './travel.ts'
import { insertVersion, setHead, type LockedPlan, type NewAct } from './version-queries.ts'
import type { RouteRow } from './version-rows.ts'
import { findViolations, setViolations } from './violation-queries.ts'

export interface Edit {
  /** held; its head is what the draft was opened from */
  plan: LockedPlan
  draft: Draft
  changed: Plan
  /** the draft's, unless given; those that the change breaks are none any more */
  locks?: StoredLock[]
  unassigned: Unassigned[]
  act: NewAct
  movedTaskIds?: number[]
  reason?: string | undefined
  accountId: string | null
}

/** The plan as it was changed by hand, timed anew, is a version of its own and the head from here on. */
export async function writeEdit(
  tx: Tx,
  context: Context,
  travelTimes: TravelTimes,
  { plan, draft, changed, locks: asked, unassigned, act, reason, movedTaskIds = [], accountId }: Edit,
): Promise<{ version: number; evaluation: Evaluation }> {
  const { row, isEstimate } = draft
  const locks = heldLocks(asked ?? draft.input.locks, plannedAhead(draft, changed))
  const { input, day, prepared } = underLocks(draft, locks)
  const now = context.clock.now()
  const evaluation = evaluatePlan(prepared, changed)
  const request = { ...row.request, locks, publishedVersion: plan.publishedVersion }
  const { version: from } = row
  const made = {
    status: 'optimised',
    request,
    baseVersion: from,
    follows: from,
    act,
    reason,
    accountId,
  } as const
  // most crews' routes are what they were: the version names them too, and they are neither drawn nor sent again
  const [version, texts, known] = await Promise.all([
    insertVersion(tx, plan.id, made, now),
    findRouteTexts(tx, plan.id, from),
    findViolations(tx, plan.id, from),
  ])
  const isOther = (route: RouteRow) => texts.get(route.crewId) !== routeText(route)
  const timed = await describeVersion(travelTimes, input, day, evaluation, isOther)
  const change = { before: draft.view.evaluation, after: evaluation, known, version, movedTaskIds }
  await Promise.all([
    copyRoutes(tx, plan.id, from, version, { crews: { only: timed.otherCrewIds } }),
    insertRoutes(tx, plan.id, version, timed.routes, unassigned),
    finishVersion(tx, plan.id, version, { summary: timed.summary, isEstimate }, now),
    setViolations(tx, plan.id, version, violationsAfter(day, change)),
    setHead(tx, plan.id, version, now),
  ])
  emitLive(tx, {
    entity: 'plan_version',
    entityId: `${plan.id}/${version}`,
    version,
    data: { planId: plan.id, status: 'optimised', baseVersion: from },
  })
  tellHead(tx, plan, version)
  return { version, evaluation }
}

/** The day under other locks than it was opened with. */
function underLocks({ input: opened, day, view }: Draft, locks: StoredLock[]) {
  const input = { ...opened, locks }
  const isSame = locks.length === opened.locks.length && locks.every((lock) => opened.locks.includes(lock))
  if (isSame) return { input, day, prepared: view.prepared }
  const other = buildProblem(input, day.problem.matrices)
  return { input, day: other, prepared: prepareProblem(other.problem) }
}

function plannedAhead({ day }: Draft, { routes }: Plan): AheadStops {
  const ahead = new Map<number, { taskId: number; startAt: null }[]>()
  for (const route of routes.toSorted((a, b) => a.shift - b.shift)) {
    const crewId = day.crewIds[route.crew]
    const stops = jobsOf(route).map((job) => ({ taskId: day.taskIds[job], startAt: null }))
    ahead.set(crewId, [...(ahead.get(crewId) ?? []), ...stops])
  }
  return ahead
}

/** A task that a person took out of the plan. */
export function takenOut(taskId: number): Unassigned {
  return { taskId, reason: 'taken-out', crewId: null, margin: null, crews: [] }
}
