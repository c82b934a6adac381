import { expect, test } from 'vitest'
import { addedViolations, evaluatePlan, prepareProblem } from '../evaluate/index.ts'
import { jobsOf } from '../model/index.ts'
import { solveHere } from '../search/index.ts'
import { randomProblem } from '../testing/random-problem.ts'
import { bestGaps, moveJobs, placeAt, viewPlan, withoutJobs, type PlanView } from './index.ts'

/** A plan that one of its jobs was taken out of. */
function lackingOne(seed: number): { view: PlanView; job: number } | null {
  const problem = randomProblem(seed, { jobs: 14, crews: 3, richness: 0.4 })
  const { plan } = solveHere(problem, { iterations: 300, seed })
  const job = plan.routes.flatMap(jobsOf)[seed % 5]
  if (job === undefined) return null
  return { view: viewPlan(prepareProblem(problem), withoutJobs(plan, new Set([job]))), job }
}

/** What each place costs that breaks no rule, found one by one. */
function pricesOf({ view, job }: { view: PlanView; job: number }): number[] {
  const { crews } = view.prepared.problem
  return crews
    .flatMap(({ shifts }, crew) =>
      shifts.flatMap((_, shift) => {
        const route = view.plan.routes.find((each) => each.crew === crew && each.shift === shift)
        const count = route ? jobsOf(route).length : 0
        return Array.from({ length: count + 1 }, (_, rank) => placeAt(view, job, crew, shift, rank))
      }),
    )
    .filter(({ plan }) => {
      const after = evaluatePlan(view.prepared, plan)
      return addedViolations(view.evaluation, after).length === 0
    })
    .map(({ cost }) => cost)
    .sort((a, b) => a - b)
}

test('the best gaps are the cheapest of all places where no rule breaks', () => {
  let found = 0
  for (let seed = 1; seed <= 25; seed++) {
    const given = lackingOne(seed)
    if (!given) continue
    const prices = pricesOf(given)
    const gaps = bestGaps(given.view, [given.job], 100)
    expect([seed, gaps.map(({ cost }) => cost)]).toEqual([seed, prices])
    expect(bestGaps(given.view, [given.job], 3).length).toBe(Math.min(3, prices.length))
    found += gaps.length
  }
  expect(found).toBeGreaterThan(50)
})

test('what is put into a gap costs what was told', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const given = lackingOne(seed)
    if (!given) continue
    const { view, job } = given
    const { unassigned } = view.prepared.problem.weights
    for (const { crew, shift, rank, cost } of bestGaps(view, [job], 3)) {
      if (shift > 0) continue
      const after = evaluatePlan(view.prepared, moveJobs(view, { jobs: [job], crew, place: rank }))
      const worth = view.prepared.problem.jobs[job].unassignedCost * unassigned
      expect([seed, after.total - view.evaluation.total + worth]).toEqual([seed, cost])
    }
  }
})
