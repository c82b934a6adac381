import type { Link, Lock, Problem } from '../model/index.ts'

/** The smallest problem on the way down from a failing one that still fails. */
export function shrinkProblem(problem: Problem, isFailing: (problem: Problem) => boolean): Problem {
  let smallest = problem
  for (let hasShrunk = true; hasShrunk;) {
    hasShrunk = false
    for (const smaller of smallerProblems(smallest)) {
      if (!failsSafely(smaller, isFailing)) continue
      smallest = smaller
      hasShrunk = true
      break
    }
  }
  return smallest
}

function failsSafely(problem: Problem, isFailing: (problem: Problem) => boolean): boolean {
  try {
    return isFailing(problem)
  } catch {
    return true
  }
}

function* smallerProblems(problem: Problem): Generator<Problem> {
  for (let job = problem.jobs.length - 1; job >= 0; job--) {
    if (isFrozen(problem, job)) continue
    yield withoutJob(problem, job)
  }
  for (const index of problem.links.keys()) yield { ...problem, links: problem.links.toSpliced(index, 1) }
  for (const index of problem.locks.keys()) yield { ...problem, locks: problem.locks.toSpliced(index, 1) }
  for (const part of ['balance', 'compactness', 'fairness', 'stability'] as const)
    if (problem.weights[part] > 0) yield { ...problem, weights: { ...problem.weights, [part]: 0 } }
  for (const [index, { reload, shifts }] of problem.crews.entries()) {
    const change = (crew: Partial<Problem['crews'][number]>) => ({
      ...problem,
      crews: problem.crews.with(index, { ...problem.crews[index], ...crew }),
    })
    if (reload) yield change({ reload: null })
    if (shifts.some(({ breaks, frozen }) => breaks.length > 0 && !frozen))
      yield change({ shifts: shifts.map((shift) => (shift.frozen ? shift : { ...shift, breaks: [] })) })
  }
}

function isFrozen({ crews }: Problem, job: number): boolean {
  return crews.some(({ shifts }) =>
    shifts.some(({ frozen }) => frozen?.stops.some((stop) => stop.job === job)),
  )
}

/** Without a job, and without the links and locks that name it. */
function withoutJob(problem: Problem, gone: number): Problem {
  const moved = (job: number) => (job > gone ? job - 1 : job)
  const links = problem.links.flatMap((link): Link[] => {
    if (link.kind === 'precedence') {
      if (link.before === gone || link.after === gone) return []
      return [{ ...link, before: moved(link.before), after: moved(link.after) }]
    }
    if (link.jobs.includes(gone)) return []
    return [{ ...link, jobs: link.jobs.map(moved) } as Link]
  })
  const locks = problem.locks.flatMap((lock): Lock[] => {
    if (lock.kind !== 'order') return lock.job === gone ? [] : [{ ...lock, job: moved(lock.job) }]
    return lock.jobs.includes(gone) ? [] : [{ ...lock, jobs: lock.jobs.map(moved) }]
  })
  const crews = problem.crews.map((crew) => ({
    ...crew,
    shifts: crew.shifts.map((shift) => {
      const { frozen } = shift
      if (!frozen) return shift
      return {
        ...shift,
        frozen: { ...frozen, stops: frozen.stops.map((stop) => ({ ...stop, job: moved(stop.job) })) },
      }
    }),
  }))
  return { ...problem, jobs: problem.jobs.toSpliced(gone, 1), crews, links, locks }
}
