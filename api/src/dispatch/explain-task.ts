import type { Tx } from '@dromos/db'
import type { z } from 'zod'
import type { Context } from '../context.ts'
import type { explainPlanTask } from '../contract/index.ts'
import { notFound } from '../http/problems.ts'
import {
  placeAmongAll,
  type Change,
  type Fix,
  type PlanView,
  type StopCost,
} from '../planner/explain/index.ts'
import type { DayProblem } from './build-problem.ts'
import { explainInThread } from './explain-in-thread.ts'
import { findLockingDays } from './held-elsewhere.ts'
import { openDraft, type Draft } from './open-draft.ts'
import { openTravelTimes } from './open-travel-times.ts'
import { explanationOf, unitOf } from './refusals.ts'

type Told = z.input<typeof explainPlanTask.response>
type ToldUnassigned = NonNullable<Told['unassigned']>
type ToldFix = ToldUnassigned['fixes'][number]
type LockedOn = ToldUnassigned['lockedOn']

export interface TaskQuestion {
  planId: number
  version: number
  taskId: number
}

interface AskedTask {
  draft: Draft
  job: number
  lockedOn: LockedOn
}

/** Reads what a question about a task of a version needs; the answer is found outside of the transaction. */
export async function readTaskQuestion(tx: Tx, context: Context, question: TaskQuestion): Promise<AskedTask> {
  const draft = await openDraft(tx, openTravelTimes(context.config), {
    ...question,
    taskIds: [question.taskId],
    now: context.clock.now(),
  })
  const job = draft.day.taskIds.indexOf(question.taskId)
  if (job < 0) throw notFound('open task', question.taskId)
  return { draft, job, lockedOn: await findLockedOn(tx, context, draft, job) }
}

async function findLockedOn(tx: Tx, context: Context, { row, day }: Draft, job: number): Promise<LockedOn> {
  const taskId = day.taskIds[job]
  if (!day.elsewhereTaskIds.has(taskId)) return null
  const request = { taskIds: [taskId], together: row.request.together }
  const days = await findLockingDays(tx, { day: row.day, request, now: context.clock.now() })
  return days.get(taskId) ?? null
}

/** Why nobody has a task and the cheapest ways to change that; or what it costs where it is. */
export async function explainTask({ draft, job, lockedOn }: AskedTask): Promise<Told> {
  const { day, view } = draft
  const { problem } = day
  const answer = await explainInThread({ kind: 'task', problem, plan: view.plan, job })
  const { reason, fixes, stop } = answer
  return {
    taskId: day.taskIds[job],
    unassigned: reason && {
      ...explanationOf(day, reason),
      lockedOn,
      fixes: fixes.map((fix) => toldFix(draft, fix)),
    },
    stop: stop && toldStop(draft, job, stop),
  }
}

function toldStop(draft: Draft, job: number, { cost, nextBest }: StopCost): Told['stop'] {
  if (!nextBest) return { cost, nextBest: null }
  const { crew, shift, position } = nextBest
  const place = placeOf(draft, { crew, job, ahead: jobsBefore(draft.view, crew, shift) + position })
  return { cost, nextBest: { crewId: draft.day.crewIds[crew], place, cost: nextBest.cost } }
}

function toldFix(draft: Draft, { job, changes, route, price }: Fix): ToldFix {
  const { day, view } = draft
  const { problem } = day
  const leftOut = changes.flatMap((change) => (change.kind === 'leave_out' ? [change.job] : []))
  const lost = leftOut.reduce((sum, other) => sum + problem.jobs[other].unassignedCost, 0)
  const jobs = route.stops.flatMap((stop) => (stop.kind === 'job' ? [stop.job] : []))
  return {
    crewId: day.crewIds[route.crew],
    place: placeOf(draft, {
      crew: route.crew,
      job,
      ahead: jobsBefore(view, route.crew, route.shift) + jobs.indexOf(job),
    }),
    price: price - lost * problem.weights.unassigned,
    grants: changes.flatMap((change) => toldGrant(day, change)),
    leaveOutTaskIds: leftOut.map((other) => day.taskIds[other]),
  }
}

function toldGrant({ needs }: DayProblem, change: Change): ToldFix['grants'] {
  switch (change.kind) {
    case 'add_overtime':
      return [{ kind: 'overtime', amount: change.seconds }]
    case 'add_capacity':
      return change.amounts.flatMap((amount, dimension) =>
        amount > 0 ? [{ kind: 'capacity' as const, amount, unit: unitOf(dimension) }] : [],
      )
    case 'open_zone':
      return [{ kind: 'zone', amount: null }]
    case 'add_window':
      return [{ kind: 'window', amount: null }]
    case 'add_skills':
      return change.skills.map((need) => {
        const [kind, code] = needs[need].split(':', 2)
        return { kind: kind === 'skill' ? 'skill' : 'vehicle', amount: null, code }
      })
    default:
      return []
  }
}

/** Among all tasks that the crew has in the version but for this one. */
function placeOf(
  { day, orders }: Draft,
  { crew, job, ahead }: { crew: number; job: number; ahead: number },
): number {
  const others = (orders.get(day.crewIds[crew]) ?? []).filter((taskId) => taskId !== day.taskIds[job])
  return placeAmongAll(others, (taskId) => day.taskIds.includes(taskId), ahead)
}

/** The crew's jobs of earlier shifts. */
function jobsBefore({ plan }: PlanView, crew: number, shift: number): number {
  return plan.routes
    .filter((route) => route.crew === crew && route.shift < shift)
    .reduce((sum, { stops }) => sum + stops.filter(({ kind }) => kind === 'job').length, 0)
}
