import { visitsOf } from '../evaluate/index.ts'
import type { Evaluation, Visit } from '../evaluate/index.ts'
import { jobsOf } from '../model/index.ts'
import type { Plan, Problem, Route, Stop } from '../model/index.ts'
import { inOrder } from '../search/rich/change-guard.ts'
import type { Base, Carried } from './carry.ts'

export interface Standing {
  crew: number
  shift: number
  /** Among the jobs of the route, from 0. */
  position: number
  /** When work starts; null where the base does not say. */
  startSeconds: number | null
}

/** Of several reasons the first counts. */
export type MoveKind = 'assigned' | 'unassigned' | 'crew' | 'time' | 'order'

export interface StopMove {
  job: number
  kind: MoveKind
  /** Null where it was, or is, left out. */
  from: Standing | null
  to: Standing | null
  /** The event's doing, not the plan's: it counts against no budget. */
  isForced: boolean
  /** A notified citizen who has to hear of a new time, or that nobody comes. */
  isToldAgain: boolean
}

/** All that differs from the base; applied to the base it gives the plan. */
export interface PlanDiff {
  moves: StopMove[]
  /** Moves that count against the budget. */
  changes: number
  forced: number
  toldAgain: number
  /** Against carrying on without a change; negative where it costs more. */
  saved: { cost: number; travelSeconds: number; overtimeSeconds: number; lateSeconds: number }
  /** Breaks and reloads of the routes that differ, by their index among all stops. */
  pauses: { crew: number; shift: number; stops: { index: number; stop: Stop }[] }[]
}

export function diffPlans(
  problem: Problem,
  base: Base,
  carried: Carried,
  next: { plan: Plan; evaluation: Evaluation },
): PlanDiff {
  const after = visitsOf(problem, next.evaluation.routes)
  const before = standingsOf(base)
  const stayed = inKnownOrder(problem, before, carried, after, next.plan)
  const moves = problem.jobs.flatMap((_, job): StopMove[] => {
    if (after[job]?.isFrozen) return []
    const move = moveOf(problem, job, before.get(job) ?? null, carried, after[job], stayed.has(job))
    return move ? [move] : []
  })
  return {
    moves,
    changes: moves.filter(({ isForced }) => !isForced).length,
    forced: moves.filter(({ isForced }) => isForced).length,
    toldAgain: moves.filter(({ isToldAgain }) => isToldAgain).length,
    saved: savingsOf(problem, carried.evaluation, next.evaluation),
    pauses: changedPauses(base.plan, next.plan),
  }
}

function moveOf(
  { jobs }: Problem,
  job: number,
  from: Standing | null,
  { visits, forced }: Carried,
  visit: Visit | null,
  isInOrder: boolean,
): StopMove | null {
  const to = visit && {
    crew: visit.crew,
    shift: visit.shift,
    position: visit.rank,
    startSeconds: visit.startSeconds,
  }
  const isOff = visit !== null && isOutsideAnnounced(jobs[job].published, visit.startSeconds)
  let kind: MoveKind | null = null
  if (!from) kind = to && 'assigned'
  else if (!to) kind = 'unassigned'
  else if (from.crew !== to.crew || from.shift !== to.shift) kind = 'crew'
  else if (isOff) kind = 'time'
  else if (!isInOrder) kind = 'order'
  if (!kind) return null
  const isNotified = jobs[job].published?.isNotified ?? false
  const isDelayed = kind === 'time' && isInOrder && !isTimeChange(jobs[job].published, visits[job], visit!)
  return {
    job,
    kind,
    from,
    to,
    isForced: forced.has(job) || isDelayed,
    isToldAgain: isNotified && (!to || isOff),
  }
}

/** Outside of what was announced and of what carrying on would bring anyway. */
function isTimeChange(published: Problem['jobs'][number]['published'], carried: Visit | null, visit: Visit) {
  if (!published || !carried) return false
  const earliest = Math.min(published.window.startSeconds, carried.startSeconds)
  const latest = Math.max(published.window.endSeconds, carried.startSeconds)
  return visit.startSeconds < earliest || visit.startSeconds > latest
}

function isOutsideAnnounced(published: Problem['jobs'][number]['published'], startSeconds: number): boolean {
  if (!published) return false
  return startSeconds < published.window.startSeconds || startSeconds > published.window.endSeconds
}

/** Jobs that stay on their route without a change of time and in the order they had: as many as can be. */
function inKnownOrder(
  { jobs }: Problem,
  before: ReadonlyMap<number, Standing>,
  { visits, forced }: Carried,
  after: (Visit | null)[],
  { routes }: Plan,
): ReadonlySet<number> {
  const stayed = new Set<number>()
  for (const route of routes) {
    const held = jobsOf(route).filter((job) => {
      const from = before.get(job)
      if (!from || forced.has(job) || from.crew !== route.crew || from.shift !== route.shift) return false
      return !isTimeChange(jobs[job].published, visits[job], after[job]!)
    })
    const ranks = held.map((job) => before.get(job)!.position)
    for (const index of inOrder(ranks)) stayed.add(held[index])
  }
  return stayed
}

function standingsOf({ plan, starts }: Base): ReadonlyMap<number, Standing> {
  return new Map(
    plan.routes.flatMap((route) =>
      jobsOf(route).map((job, position): [number, Standing] => [
        job,
        { crew: route.crew, shift: route.shift, position, startSeconds: starts[job] },
      ]),
    ),
  )
}

function savingsOf({ jobs }: Problem, carried: Evaluation, next: Evaluation): PlanDiff['saved'] {
  const sum = ({ routes }: Evaluation, value: (route: Evaluation['routes'][number]) => number) =>
    routes.reduce((total, route) => total + value(route), 0)
  const late = ({ stops }: Evaluation['routes'][number]) =>
    stops.reduce((total, { stop, endSeconds }) => {
      const due = stop.kind === 'job' ? jobs[stop.job].dueSeconds : null
      return total + (due === null ? 0 : Math.max(0, endSeconds - due))
    }, 0)
  return {
    cost: carried.total - next.total,
    travelSeconds: sum(carried, (route) => route.travelSeconds) - sum(next, (route) => route.travelSeconds),
    overtimeSeconds:
      sum(carried, (route) => route.overtimeSeconds) - sum(next, (route) => route.overtimeSeconds),
    lateSeconds: sum(carried, late) - sum(next, late),
  }
}

function changedPauses(base: Plan, next: Plan): PlanDiff['pauses'] {
  const known = new Map(base.routes.map((route) => [nameOf(route), JSON.stringify(route.stops)]))
  return next.routes
    .filter((route) => known.get(nameOf(route)) !== JSON.stringify(route.stops))
    .map(({ crew, shift, stops }) => ({
      crew,
      shift,
      stops: stops.flatMap((stop, index) => (stop.kind === 'job' ? [] : [{ index, stop }])),
    }))
}

/** The plan that a diff leads to. */
export function applyDiff(base: Plan, diff: PlanDiff): Plan {
  const moved = new Set(diff.moves.map(({ job }) => job))
  const jobs = new Map<string, { crew: number; shift: number; jobs: number[] }>()
  for (const route of base.routes) {
    const stayed = jobsOf(route).filter((job) => !moved.has(job))
    jobs.set(nameOf(route), { crew: route.crew, shift: route.shift, jobs: stayed })
  }
  const arrivals = diff.moves.flatMap(({ job, to }) => (to ? [{ job, to }] : []))
  for (const { job, to } of arrivals.sort((a, b) => a.to.position - b.to.position)) {
    const route = jobs.get(nameOf(to)) ?? { crew: to.crew, shift: to.shift, jobs: [] }
    jobs.set(nameOf(to), route)
    route.jobs.splice(to.position, 0, job)
  }
  const pauses = new Map(diff.pauses.map((route) => [nameOf(route), route.stops]))
  const known = new Map(base.routes.map((route) => [nameOf(route), route]))
  const routes = [...jobs]
    .filter(([, route]) => route.jobs.length > 0)
    .map(([name, { crew, shift, jobs }]): Route => {
      if (!pauses.has(name)) return known.get(name)!
      const stops: Stop[] = jobs.map((job) => ({ kind: 'job', job }))
      for (const { index, stop } of pauses.get(name)!) stops.splice(index, 0, stop)
      return { crew, shift, stops }
    })
  const left = diff.moves.filter(({ to }) => !to).map(({ job }) => job)
  return { routes, unassigned: [...base.unassigned.filter((job) => !moved.has(job)), ...left] }
}

function nameOf({ crew, shift }: { crew: number; shift: number }): string {
  return `${crew} ${shift}`
}
