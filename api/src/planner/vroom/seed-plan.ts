import { evaluatePlan } from '../evaluate/index.ts'
import type { PreparedProblem } from '../evaluate/index.ts'
import type { Plan, Stop } from '../model/index.ts'
import { completePlan } from '../replan/improve-plan.ts'
import type { VroomProblem } from './to-problem.ts'
import { VroomError } from './vroom-error.ts'
import type { VroomStep } from './vroom-input.ts'

/** The plan that the vehicles' steps tell; null where they have none. Throws where it breaks a rule. */
export function seedPlan(vroom: VroomProblem, prepared: PreparedProblem): Plan | null {
  const { vehicles } = vroom.input
  if (!vehicles.some(({ steps }) => steps?.some(({ type }) => isTask(type)))) return null
  const told = planOfSteps(vroom, false)
  const plan = completePlan(prepared, told)
  const { violations } = evaluatePlan(prepared, plan)
  for (const { kind, crew, job } of violations) {
    const at = crew ?? told.routes.findIndex(({ stops }) => stops.some((stop) => isJob(stop, job)))
    throw new VroomError(`vehicles[${Math.max(0, at)}].steps`, `cannot be driven in this order (${kind})`)
  }
  return plan
}

function isJob(stop: Stop, job: number | null): boolean {
  return stop.kind === 'job' && stop.job === job
}

/** Steps as routes, one for each vehicle; in plan mode breaks count as well. */
export function planOfSteps({ input, tasks }: VroomProblem, hasBreaks: boolean): Plan {
  const jobOf = new Map(tasks.map(({ type, task }, job) => [`${type} ${task.id}`, job]))
  const used = new Set<number>()
  const routes = input.vehicles.map(({ steps = [], breaks }, crew) => {
    const stops = steps.flatMap((step, index): Stop[] => {
      const path = `vehicles[${crew}].steps[${index}].id`
      if (step.type === 'break') {
        const at = breaks.findIndex(({ id }) => id === step.id)
        if (at < 0) throw new VroomError(path, `vehicle has no break ${step.id}`)
        return hasBreaks ? [{ kind: 'break', break: at }] : []
      }
      if (!isTask(step.type)) return []
      const job = jobOf.get(`${step.type} ${step.id}`)
      if (job === undefined) throw new VroomError(path, `there is no ${step.type} ${step.id}`)
      if (used.has(job)) throw new VroomError(path, `${step.type} ${step.id} is in two steps`)
      used.add(job)
      return [{ kind: 'job', job }]
    })
    return { crew, shift: 0, stops }
  })
  return {
    routes: routes.filter(({ stops }) => stops.some(({ kind }) => kind === 'job')),
    unassigned: [...tasks.keys()].filter((job) => !used.has(job)),
  }
}

function isTask(type: VroomStep['type']): boolean {
  return type === 'job' || type === 'pickup' || type === 'delivery'
}
