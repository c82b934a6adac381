import {
  UNREACHABLE,
  type Evaluation,
  type Plan,
  type PreparedProblem,
  type Violation,
  type ViolationKind,
} from '../planner/index.ts'
import { capabilitiesOf, needsOf, type DayProblem } from './build-problem.ts'
import type { DayInput, PlannableTask } from './day-input.ts'
import { cheapestInsertion } from './insertion.ts'

export type Refusal =
  | 'skill'
  | 'vehicle'
  | 'zone'
  | 'capacity'
  | 'reach'
  | 'window'
  | 'shift'
  | 'break'
  | 'crew-locked'
  /** it fits beside the others, but costs more than it is worth */
  | 'cost'
  | 'no-crew'

export interface CrewRefusal {
  crewId: number
  reason: Refusal
  /** seconds, litres or kilograms beyond the limit; null where there is no measure */
  margin: number | null
}

export interface Explanation {
  taskId: number
  reason: Refusal
  crews: CrewRefusal[]
}

// the longer a crew could have kept to the rules, the nearer the job was to being done
const order: Refusal[] = [
  'no-crew',
  'skill',
  'vehicle',
  'zone',
  'crew-locked',
  'capacity',
  'reach',
  'break',
  'window',
  'shift',
  'cost',
]

/** Why each job was left out: for each crew the first rule that fails, over all the one nearest to being kept. */
export function explainUnassigned(
  input: DayInput,
  day: DayProblem,
  prepared: PreparedProblem,
  plan: Plan,
): Explanation[] {
  return plan.unassigned.map((job) => {
    const crews = input.crews.map((_, crew) => refuse(input, day, prepared, plan, job, crew))
    const nearest = [...crews].sort(
      (a, b) => order.indexOf(b.reason) - order.indexOf(a.reason) || (a.margin ?? 0) - (b.margin ?? 0),
    )[0]
    return { taskId: day.taskIds[job], reason: nearest?.reason ?? 'no-crew', crews }
  })
}

/** The first rule that keeps a crew from a job, tried in the order a dispatcher would. */
export function refuse(
  input: DayInput,
  day: DayProblem,
  prepared: PreparedProblem,
  plan: Plan,
  job: number,
  crew: number,
): CrewRefusal {
  const { problem } = prepared
  const crewId = day.crewIds[crew]
  const unable = missingNeed(input.tasks[job], input.crews[crew])
  if (unable) return { crewId, reason: unable, margin: null }
  const misfit = prepared.misfits[job * problem.crews.length + crew]
  if (misfit) return { crewId, reason: misfit === 'zone' ? 'zone' : 'crew-locked', margin: null }
  const { capacity } = problem.crews[crew]
  const overload = Math.max(
    0,
    ...problem.jobs[job].pickup.map((load, dimension) => load - capacity[dimension]),
  )
  if (overload > 0) return { crewId, reason: 'capacity', margin: overload }
  if (isOutOfReach(prepared, job, crew)) return { crewId, reason: 'reach', margin: null }
  const insertion = cheapestInsertion(prepared, plan, job, crew)
  if (!insertion) return { crewId, reason: 'shift', margin: null }
  if (insertion.violations.length === 0) return { crewId, reason: 'cost', margin: insertion.cost }
  const worst = worstOf(insertion.violations)
  return { crewId, reason: refusalOf(worst.kind), margin: worst.amount }
}

/** The end of the shift tells a dispatcher more than a break that it pushes out of its window. */
function worstOf(violations: Violation[]): Violation {
  const late = violations.filter(({ kind }) => kind === 'shift')
  return (late.length > 0 ? late : violations).reduce((a, b) => (b.amount > a.amount ? b : a))
}

function missingNeed(task: PlannableTask, crew: DayInput['crews'][number]): 'skill' | 'vehicle' | null {
  const has = new Set(capabilitiesOf(crew))
  const missing = needsOf(task).find((need) => !has.has(need))
  if (!missing) return null
  return missing.startsWith('skill:') ? 'skill' : 'vehicle'
}

function isOutOfReach(prepared: PreparedProblem, job: number, crew: number): boolean {
  const matrix = prepared.crewMatrices[crew]
  const { place } = prepared.problem.jobs[job]
  return prepared.problem.crews[crew].shifts.every(
    ({ start }) => start !== null && matrix.seconds[start * matrix.size + place] >= UNREACHABLE,
  )
}

export function refusalOf(kind: ViolationKind): Refusal {
  switch (kind) {
    case 'window':
      return 'window'
    case 'load':
    case 'reload':
      return 'capacity'
    case 'break':
      return 'break'
    case 'unreachable':
      return 'reach'
    case 'skill':
      return 'skill'
    case 'zone':
      return 'zone'
    case 'lock':
    case 'crew':
      return 'crew-locked'
    default:
      return 'shift'
  }
}

/** Every broken rule of an evaluation, in the words of refusals. */
export function listViolations(day: DayProblem, { violations }: Evaluation) {
  return violations
    .filter(({ crew }) => crew !== null)
    .map(({ kind, job, crew, amount }) => ({
      taskId: job === null ? null : day.taskIds[job],
      crewId: day.crewIds[crew!],
      cause: refusalOf(kind),
      margin: amount > 0 ? amount : null,
    }))
}
