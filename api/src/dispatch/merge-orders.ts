import type { MovedStop, Route } from '../contract/index.ts'
import { movedStops } from './moved-stops.ts'

type Routes = Pick<Route, 'crewId' | 'stops'>[]

/** Where a task goes: behind these of the crew's, the nearest first; without a crew out of the plan. */
export interface MergeStep {
  taskId: number
  crewId: number | null
  behind: number[]
}

export interface Merge {
  steps: MergeStep[]
  /** changed on both sides, and not alike */
  disputed: MovedStop[]
}

/** What a version changed in the one both were made from, as steps that do the same to the other. */
export function mergeOrders(base: Routes, mine: Routes, theirs: Routes): Merge {
  const theirChanges = new Map(choices(base, theirs).map((stop) => [stop.taskId, stop]))
  const steps: MergeStep[] = []
  const disputed: MovedStop[] = []
  for (const stop of inRouteOrder(choices(base, mine))) {
    const other = theirChanges.get(stop.taskId)
    const crewId = stop.to?.crewId ?? null
    if (!other) steps.push({ taskId: stop.taskId, crewId, behind: tasksBefore(mine, stop) })
    else if ((other.to?.crewId ?? null) !== crewId || stop.kind === 'order') disputed.push(stop)
  }
  return { steps, disputed }
}

/** Another time follows from what was chosen and is no choice of its own. */
function choices(before: Routes, after: Routes): MovedStop[] {
  return movedStops(before, after).filter(({ kind }) => kind !== 'time')
}

function inRouteOrder(stops: MovedStop[]): MovedStop[] {
  return stops.toSorted((a, b) => (a.to?.place ?? 0) - (b.to?.place ?? 0))
}

function tasksBefore(routes: Routes, { to }: MovedStop): number[] {
  if (!to) return []
  const route = routes.find(({ crewId }) => crewId === to.crewId)
  const tasks = (route?.stops ?? []).flatMap(({ taskId }) => (taskId === null ? [] : [taskId]))
  return tasks.slice(0, to.place - 1).reverse()
}
