import type { Tx } from '@dromos/db'
import type { z } from 'zod'
import type { explainPlanTask } from '../contract/index.ts'
import { notFound } from '../http/problems.ts'
import type { Change, Fix, StopCost } from '../planner/explain/index.ts'
import type { PlanView } from '../planner/explain/index.ts'
import type { TravelTimes } from '../roads/travel-times.ts'
import type { DayProblem } from './build-problem.ts'
import { explainInThread } from './explain-in-thread.ts'
import { openDraft } from './open-draft.ts'
import { explanationOf } from './refusals.ts'

type Told = z.input<typeof explainPlanTask.response>
type ToldFix = NonNullable<Told['unassigned']>['fixes'][number]

export interface TaskQuestion {
  planId: number
  version: number
  taskId: number
}

/** Reads what a question about a task of a version needs; the answer is found outside of the transaction. */
export async function readTaskQuestion(tx: Tx, travelTimes: TravelTimes, question: TaskQuestion) {
  const { day, view } = await openDraft(tx, travelTimes, { ...question, taskIds: [question.taskId] })
  const job = day.taskIds.indexOf(question.taskId)
  if (job < 0) throw notFound('open task', question.taskId)
  return { day, view, job }
}

/** Why nobody has a task and the cheapest ways to change that; or what it costs where it is. */
export async function explainTask({
  day,
  view,
  job,
}: {
  day: DayProblem
  view: PlanView
  job: number
}): Promise<Told> {
  const { problem } = day
  const answer = await explainInThread({ kind: 'task', problem, plan: view.plan, job })
  const { reason, fixes, stop } = answer
  return {
    taskId: day.taskIds[job],
    unassigned: reason && {
      ...explanationOf(day, reason),
      fixes: fixes.map((fix) => toldFix(day, view, fix)),
    },
    stop: stop && toldStop(day, view, stop),
  }
}

function toldStop(day: DayProblem, view: PlanView, { cost, nextBest }: StopCost): Told['stop'] {
  if (!nextBest) return { cost, nextBest: null }
  const { crew, shift, position } = nextBest
  const place = jobsBefore(view, crew, shift) + position
  return { cost, nextBest: { crewId: day.crewIds[crew], place, cost: nextBest.cost } }
}

function toldFix(day: DayProblem, view: PlanView, { job, changes, route, price }: Fix): ToldFix {
  const { problem } = day
  const leftOut = changes.flatMap((change) => (change.kind === 'leave_out' ? [change.job] : []))
  const lost = leftOut.reduce((sum, other) => sum + problem.jobs[other].unassignedCost, 0)
  const jobs = route.stops.flatMap((stop) => (stop.kind === 'job' ? [stop.job] : []))
  return {
    crewId: day.crewIds[route.crew],
    place: jobsBefore(view, route.crew, route.shift) + jobs.indexOf(job),
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
      return [{ kind: 'capacity', amount: Math.max(...change.amounts) }]
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

/** The crew's jobs of earlier shifts. */
function jobsBefore({ plan }: PlanView, crew: number, shift: number): number {
  return plan.routes
    .filter((route) => route.crew === crew && route.shift < shift)
    .reduce((sum, { stops }) => sum + stops.filter(({ kind }) => kind === 'job').length, 0)
}
