export type Stop =
  | { kind: 'job'; job: number }
  /** Index into the shift's breaks. */
  | { kind: 'break'; break: number }
  | { kind: 'reload' }

/** Stops of one shift in order, without its start and end and without the frozen past. */
export interface Route {
  crew: number
  /** Index into the crew's shifts. */
  shift: number
  stops: Stop[]
}

/** Every job is in one route, in `unassigned`, or in a shift's frozen past. Unused shifts may be left out. */
export interface Plan {
  routes: Route[]
  unassigned: number[]
}

/** Job indexes of a route in order. */
export function jobsOf(route: Route): number[] {
  const jobs: number[] = []
  for (const stop of route.stops) if (stop.kind === 'job') jobs.push(stop.job)
  return jobs
}

/** Jobs that are in some shift's frozen past are no longer planned. */
export function emptyPlan(problem: { jobs: unknown[]; crews: { shifts: FrozenShift[] }[] }): Plan {
  const done = new Set<number>()
  for (const crew of problem.crews)
    for (const shift of crew.shifts) for (const stop of shift.frozen?.stops ?? []) done.add(stop.job)
  return { routes: [], unassigned: problem.jobs.map((_, job) => job).filter((job) => !done.has(job)) }
}

interface FrozenShift {
  frozen: { stops: { job: number }[] } | null
}
