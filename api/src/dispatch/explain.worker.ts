import { parentPort } from 'node:worker_threads'
import {
  DEFAULT_FIX_PRICES,
  explainJob,
  explainStop,
  offerFixes,
  viewNothing,
  viewPlan,
  type Fix,
  type FixPrices,
  type StopCost,
  type UnassignedReason,
} from '../planner/explain/index.ts'
import { prepareProblem, type Plan, type Problem } from '../planner/index.ts'

/** All that is left out, for as long as there is time; or one task, left out or not. */
export type ExplainTask =
  | { kind: 'unassigned'; problem: Problem; plan: Plan; milliseconds: number }
  | { kind: 'task'; problem: Problem; plan: Plan; job: number }

export interface TaskAnswer {
  reason: UnassignedReason | null
  fixes: Fix[]
  stop: StopCost | null
}

export type ExplainAnswer<Task extends ExplainTask = ExplainTask> = Task['kind'] extends 'task'
  ? TaskAnswer
  : UnassignedReason[]

export interface ExplainReply {
  id: number
  answer: TaskAnswer | UnassignedReason[]
}

/**
 * The plan is of one day: nothing is put off, and what keeps a job from a crew (other days, other work, what people
 * have locked) is not given up. Capacities are litres and kilograms.
 */
const prices: FixPrices = {
  ...DEFAULT_FIX_PRICES,
  skill: 14_400,
  perCapacityUnit: 3,
  perDay: Infinity,
  crew: Infinity,
  unlock: Infinity,
}

parentPort!.on('message', ({ id, task }: { id: number; task: ExplainTask }) => {
  parentPort!.postMessage({ id, answer: answerTo(task) } satisfies ExplainReply)
})

function answerTo(task: ExplainTask): ExplainReply['answer'] {
  const view = viewPlan(prepareProblem(task.problem), task.plan)
  if (task.kind === 'task') {
    const isLeftOut = task.plan.unassigned.includes(task.job)
    return {
      reason: isLeftOut ? explainJob(view, task.job) : null,
      fixes: isLeftOut ? offerFixes(view, task.job, prices) : [],
      stop: isLeftOut ? null : explainStop(view, task.job),
    }
  }
  const until = performance.now() + task.milliseconds
  const nothing = viewNothing(view)
  const { jobs } = task.problem
  const reasons: UnassignedReason[] = []
  // those that matter most, should the time not be enough for all
  for (const job of task.plan.unassigned.toSorted(
    (a, b) => jobs[b].unassignedCost - jobs[a].unassignedCost,
  )) {
    if (performance.now() > until) break
    reasons.push(explainJob(view, job, nothing))
  }
  return reasons
}
