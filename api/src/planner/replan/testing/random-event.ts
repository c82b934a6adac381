import { evaluatePlan, prepareProblem, visitsOf } from '../../evaluate/index.ts'
import { jobsOf } from '../../model/index.ts'
import type { Plan, Problem, Shift } from '../../model/index.ts'
import { Random } from '../../search/random.ts'
import { solveHere } from '../../search/index.ts'
import { randomProblem } from '../../testing/random-problem.ts'
import type { Features } from '../../testing/random-problem.ts'
import type { Base } from '../carry.ts'

export const eventKinds = ['new job', 'crew out', 'street closed', 'running late', 'nothing'] as const
export type EventKind = (typeof eventKinds)[number]

const ANNOUNCED_SECONDS = 900

/** A plan that has been announced, and then something happens. */
export function randomEvent(
  seed: number,
  features: Features,
  kind: EventKind,
): { problem: Problem; base: Base } {
  const random = new Random(seed)
  const problem = randomProblem(seed, features)
  const late = kind === 'new job' ? newJobs(problem, random) : new Set<number>()
  const known = withoutJobs(problem, late)
  const { plan, evaluation } = solveHere(known, { iterations: 100, seed })
  const visits = visitsOf(problem, evaluation.routes)
  const starts = visits.map((visit) => (visit && !visit.isFrozen ? visit.startSeconds : null))
  const announced: Problem = {
    ...problem,
    jobs: problem.jobs.map((job, index) => {
      const visit = visits[index]
      if (!visit || visit.isFrozen) return { ...job, published: null }
      const { startSeconds } = visit
      const window = {
        startSeconds: startSeconds - ANNOUNCED_SECONDS,
        endSeconds: startSeconds + ANNOUNCED_SECONDS,
      }
      return { ...job, published: { crew: visit.crew, window, isNotified: random.below(2) === 0 } }
    }),
  }
  if (kind === 'crew out') return { problem: crewOut(announced, plan, random), base: { plan, starts } }
  if (kind === 'street closed') return { problem: streetClosed(announced, random), base: { plan, starts } }
  if (kind === 'running late') return runningLate(announced, plan, starts, random)
  return { problem: announced, base: { plan, starts } }
}

function newJobs({ jobs, crews }: Problem, random: Random): Set<number> {
  const done = new Set(
    crews.flatMap(({ shifts }) => shifts.flatMap(({ frozen }) => frozen?.stops ?? [])).map(({ job }) => job),
  )
  const open = jobs.map((_, job) => job).filter((job) => !done.has(job))
  return new Set([open[random.below(open.length)], open[random.below(open.length)]])
}

/** The same indexes, but no crew may do these. */
function withoutJobs(problem: Problem, left: ReadonlySet<number>): Problem {
  const jobs = problem.jobs.map((job, index) => (left.has(index) ? { ...job, allowedCrews: [] } : job))
  return { ...problem, jobs }
}

/** A crew that has a route goes home: nothing of its shifts is left. */
function crewOut(problem: Problem, plan: Plan, random: Random): Problem {
  const used = plan.routes.filter(({ crew }) => problem.crews[crew].shifts.every(({ frozen }) => !frozen))
  if (used.length === 0) return problem
  const { crew } = used[random.below(used.length)]
  const locks = problem.locks.filter((lock) => lock.kind === 'time' || lock.crew !== crew)
  const crews = problem.crews.with(crew, { ...problem.crews[crew], shifts: [] })
  return { ...problem, crews, locks }
}

/** Some ways take much longer. */
function streetClosed(problem: Problem, random: Random): Problem {
  const [[profile, matrix]] = Object.entries(problem.matrices)
  const seconds = matrix.seconds.map((value) =>
    random.below(6) === 0 ? Math.min(2 ** 29, value * 4) : value,
  )
  return { ...problem, matrices: { ...problem.matrices, [profile]: { ...matrix, seconds } } }
}

/** A crew has done its first stop or two, and ends the last of them an hour later than planned. */
function runningLate(problem: Problem, plan: Plan, starts: (number | null)[], random: Random) {
  const { routes } = evaluatePlan(prepareProblem(problem), plan)
  const fit = routes.filter(({ crew, shift, stops }) => {
    return !problem.crews[crew].shifts[shift].frozen && stops[0].stop.kind === 'job'
  })
  if (fit.length === 0) return { problem, base: { plan, starts } }
  const { crew, shift, stops } = fit[random.below(fit.length)]
  const [{ stop, startSeconds, endSeconds, travelSeconds, meters }] = stops
  const job = (stop as { job: number }).job
  const frozen: Shift['frozen'] = {
    stops: [{ job, startSeconds, endSeconds: endSeconds + 3600 }],
    breaksTaken: [],
    place: problem.jobs[job].place,
    readySeconds: endSeconds + 3600,
    meters,
    travelSeconds,
    onBoard: problem.jobs[job].pickup,
  }
  const shifts = problem.crews[crew].shifts.with(shift, { ...problem.crews[crew].shifts[shift], frozen })
  const crews = problem.crews.with(crew, { ...problem.crews[crew], shifts })
  const left = plan.routes.map((route) => ({
    ...route,
    stops: route.stops.filter((other) => other.kind !== 'job' || other.job !== job),
  }))
  const base: Base = {
    plan: { ...plan, routes: left.filter((route) => jobsOf(route).length > 0) },
    starts: starts.with(job, null),
  }
  const locks = problem.locks.filter((lock) =>
    lock.kind === 'order' ? !lock.jobs.includes(job) : lock.job !== job,
  )
  return { problem: { ...problem, crews, locks, links: unlinked(problem, job) }, base }
}

/** What is done belongs to no transport and no pair any more. */
function unlinked({ links }: Problem, job: number): Problem['links'] {
  return links.filter((link) => {
    if (link.kind === 'precedence') return link.before !== job && link.after !== job
    return !link.jobs.includes(job)
  })
}
