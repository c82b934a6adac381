import type { Tx } from '@dromos/db'
import type { z } from 'zod'
import type { Context } from '../context.ts'
import type { lockPlanStop, PlanVersionDetail } from '../contract/index.ts'
import { notAllowedNow, notFound } from '../http/problems.ts'
import { jobsOf } from '../planner/model/index.ts'
import type { TravelTimes } from '../roads/travel-times.ts'
import { demandDayAhead } from './demand-day-ahead.ts'
import { holdHead } from './hold-head.ts'
import { namedTasks } from './named-tasks.ts'
import { openDraft, type Draft } from './open-draft.ts'
import type { StoredLock } from './plan-lock.ts'
import { readVersion } from './read-version.ts'
import { findUnassigned } from './unassigned-queries.ts'
import { writeEdit } from './write-edit.ts'

type Asked = z.output<(typeof lockPlanStop)['body']>
/** One stop or route. */
type Wish = { kind: 'crew' | 'position' | 'time'; taskId: number } | { kind: 'route'; crewId: number }

export interface LockWish {
  planId: number
  version: number
  accountId: string | null
  wish: Asked
}

/** A new version in which stops or a route are locked or free; nothing moves by it. */
export async function lockStop(
  tx: Tx,
  context: Context,
  travelTimes: TravelTimes,
  { planId, version, accountId, wish }: LockWish,
): Promise<PlanVersionDetail> {
  const plan = await holdHead(tx, planId, version)
  await demandDayAhead(tx, context, plan)
  const draft = await openDraft(tx, travelTimes, { planId, version, taskIds: [], now: context.clock.now() })
  const { locks } = draft.input
  const due = wishesOf(wish).filter((each) => locks.some((lock) => isWished(lock, each)) !== wish.isLocked)
  const [first] = due
  if (!first) return readVersion(tx, planId, version)
  const next = wish.isLocked
    ? [...locks, ...due.map((each) => lockOf(draft, each))]
    : locks.filter((lock) => !due.some((each) => isWished(lock, each)))
  const taskId = first.kind === 'route' ? null : first.taskId
  const made = await writeEdit(tx, context, travelTimes, {
    plan,
    draft,
    locks: next,
    changed: draft.view.plan,
    unassigned: await findUnassigned(tx, planId, version),
    act: {
      kind: wish.isLocked ? 'lock' : 'unlock',
      title: draft.input.tasks.find(({ id }) => id === taskId)?.title ?? null,
      count: due.length,
    },
    accountId,
  })
  return readVersion(tx, planId, made.version)
}

function wishesOf(asked: Asked): Wish[] {
  if (asked.kind === 'route') return [asked]
  return namedTasks(asked).map((taskId) => ({ kind: asked.kind, taskId }))
}

function isWished(lock: StoredLock, wish: Wish): boolean {
  if (wish.kind === 'route') return lock.kind === 'route' && lock.crewId === wish.crewId
  return lock.kind === wish.kind && lock.taskId === wish.taskId
}

function lockOf({ day, view }: Draft, wish: Wish): StoredLock {
  if (wish.kind === 'route') {
    const legs = legsOf(wish.crewId)
    if (legs.length === 0) throw notAllowedNow('This crew has nothing to lock', { crewId: wish.crewId })
    return { kind: 'route', crewId: wish.crewId, legs }
  }
  const { kind, taskId } = wish
  const job = day.taskIds.indexOf(taskId)
  if (job < 0) throw notFound('open task', taskId)
  const visit = view.visits[job]
  if (!visit) throw notAllowedNow('This task has no place to be locked in', { taskId })
  const crewId = day.crewIds[visit.crew]
  if (kind === 'crew') return { kind, taskId, crewId }
  if (kind === 'position') return { kind, taskId, crewId, legs: upTo(legsOf(crewId), taskId) }
  const startAt = new Date(day.origin.getTime() + visit.startSeconds * 1000).toISOString()
  return { kind, taskId, startAt }

  function legsOf(crewId: number) {
    const crew = day.crewIds.indexOf(crewId)
    return view.plan.routes
      .filter((route) => route.crew === crew && jobsOf(route).length > 0)
      .sort((a, b) => a.shift - b.shift)
      .map((route) => ({
        shiftId: day.shiftIds[crew][route.shift],
        taskIds: jobsOf(route).map((each) => day.taskIds[each]),
      }))
  }
}

function upTo(legs: { shiftId: number; taskIds: number[] }[], taskId: number) {
  const last = legs.findIndex(({ taskIds }) => taskIds.includes(taskId))
  const { shiftId, taskIds } = legs[last]
  return [...legs.slice(0, last), { shiftId, taskIds: taskIds.slice(0, taskIds.indexOf(taskId) + 1) }]
}
