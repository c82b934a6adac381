import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { PlanViolation } from '../contract/index.ts'
import { badInput, notAllowedNow } from '../http/problems.ts'
import { moveJobs, placeAhead } from '../planner/explain/index.ts'
import { addedViolations, type Plan } from '../planner/index.ts'
import type { TravelTimes } from '../roads/travel-times.ts'
import { findStandings } from './day-queries.ts'
import { demandDayAhead } from './demand-day-ahead.ts'
import { holdHead } from './hold-head.ts'
import { openDraft, type Draft } from './open-draft.ts'
import { locksWithout } from './plan-lock.ts'
import { toldViolations } from './refusals.ts'
import { findUnassigned } from './unassigned-queries.ts'
import { takenOut, writeEdit } from './write-edit.ts'

export interface StopMove {
  planId: number
  version: number
  /** each once, in the order they are to be done */
  taskIds: number[]
  /** null takes them out of the plan */
  crewId: number | null
  /** of the first among the crew's tasks; the cheapest unless told */
  place?: number | undefined
  /** taken out of the plan to make room */
  leaveOutTaskIds?: number[] | undefined
  reason?: string | undefined
  accountId: string | null
}

/** A new version in which some tasks are elsewhere, timed anew. A rule it breaks is told, not forbidden. */
export async function moveStop(
  tx: Tx,
  context: Context,
  travelTimes: TravelTimes,
  move: StopMove,
): Promise<{ version: number; addedViolations: PlanViolation[] }> {
  const { planId, taskIds, crewId } = move
  const plan = await holdHead(tx, planId, move.version)
  const [, , draft, unassigned] = await Promise.all([
    demandDayAhead(tx, context, plan),
    demandMovable(tx, move),
    openDraft(tx, travelTimes, {
      ...move,
      now: context.clock.now(),
      chooseLocks: (held) => taskIds.reduce((locks, taskId) => locksWithout(locks, taskId, crewId), held),
    }),
    stillUnassigned(tx, move),
  ])
  const { day, view } = draft
  const title = draft.input.tasks.find(({ id }) => id === taskIds[0])?.title ?? null
  const { version, evaluation } = await writeEdit(tx, context, travelTimes, {
    plan,
    draft,
    changed: applyMove(draft, move),
    unassigned,
    act: { kind: crewId === null ? 'take-out' : 'move', title, count: taskIds.length },
    movedTaskIds: taskIds,
    reason: move.reason,
    accountId: move.accountId,
  })
  const added = addedViolations(view.evaluation, evaluation)
  return { version, addedViolations: toldViolations(day, added, evaluation) }
}

/** Work that is no longer open is only taken out; work that has begun only goes back to its crew. */
async function demandMovable(tx: Tx, { planId, taskIds, crewId }: StopMove): Promise<void> {
  const standings = await findStandings(tx, planId, taskIds)
  for (const taskId of taskIds) {
    const task = standings.get(taskId)
    if (task?.standing === 'begun' && task.crewId !== crewId)
      throw notAllowedNow('This work has begun or is done and cannot be moved', { taskId })
    if ((!task || task.standing === 'closed') && crewId !== null)
      throw notAllowedNow('This work is no longer open', { taskId })
  }
}

/** What was left out before keeps its reasons; they are found anew when asked for. */
async function stillUnassigned(tx: Tx, { planId, version, taskIds, crewId, leaveOutTaskIds = [] }: StopMove) {
  const out = [...leaveOutTaskIds, ...(crewId === null ? taskIds : [])]
  const moved = new Set([...taskIds, ...leaveOutTaskIds])
  const before = await findUnassigned(tx, planId, version)
  return [...before.filter((left) => !moved.has(left.taskId)), ...out.map(takenOut)]
}

function applyMove({ view, day, input, orders }: Draft, move: StopMove): Plan {
  // work that has begun stands with its crew whatever the version says
  const isBack = (taskId: number) =>
    input.past.some((stop) => stop.taskId === taskId && stop.crewId === move.crewId)
  const moved = move.taskIds.filter((taskId) => !isBack(taskId))
  if (moved.length === 0) return view.plan
  const jobs = moved.map((taskId) => day.taskIds.indexOf(taskId)).filter((job) => job >= 0)
  const leaveOut = (move.leaveOutTaskIds ?? []).map((taskId) => day.taskIds.indexOf(taskId))
  if (leaveOut.some((job) => job < 0 || jobs.includes(job)))
    throw badInput('Some tasks cannot be left out', [
      { path: 'body.leaveOutTaskIds', message: 'This task is not in the plan' },
    ])
  const crew = move.crewId === null ? null : day.crewIds.indexOf(move.crewId)
  if (crew === -1)
    throw badInput('This crew is not in the plan', [
      { path: 'body.crewId', message: 'This crew has no shift on this day' },
    ])
  const others = (orders.get(move.crewId ?? 0) ?? []).filter((taskId) => !move.taskIds.includes(taskId))
  const isAhead = (taskId: number) => day.taskIds.includes(taskId)
  const place = move.place === undefined ? undefined : placeAhead(others, isAhead, move.place)
  return moveJobs(view, { jobs, crew, place, leaveOut })
}
