import { expect, test } from 'vitest'
import { checkPlan } from '../check/index.ts'
import { evaluatePlan, prepareProblem } from '../evaluate/index.ts'
import { solveHere } from '../search/index.ts'
import { randomProblem } from '../testing/random-problem.ts'
import { applyFix, explainStop, explainUnassigned, offerFixes, viewPlan } from './index.ts'

const seeds = Array.from({ length: 25 }, (_, index) => index + 1)

function solved(seed: number) {
  // more work than the crews can do
  const problem = randomProblem(seed, { jobs: 14, crews: 2, richness: 0.4 })
  const { plan } = solveHere(problem, { iterations: 300, seed })
  return { problem, plan, view: viewPlan(prepareProblem(problem), plan) }
}

test('every offered fix, once applied, serves the job and keeps all rules', () => {
  let offered = 0
  for (const seed of seeds) {
    const { problem, plan, view } = solved(seed)
    for (const job of plan.unassigned) {
      const fixes = offerFixes(view, job)
      expect(fixes.length).toBeLessThanOrEqual(3)
      expect(fixes.map(({ price }) => price)).toEqual(
        fixes.map(({ price }) => price).toSorted((a, b) => a - b),
      )
      for (const fix of fixes) {
        const after = applyFix(problem, plan, fix)
        const evaluation = evaluatePlan(prepareProblem(after.problem), after.plan)
        expect([seed, job, evaluation.violations]).toEqual([seed, job, []])
        expect([seed, job, checkPlan(after.problem, after.plan, evaluation)]).toEqual([seed, job, []])
        const served = after.plan.routes.flatMap(({ stops }) =>
          stops.flatMap((stop) => (stop.kind === 'job' ? [stop.job] : [])),
        )
        expect(served).toContain(job)
        offered++
      }
    }
  }
  expect(offered).toBeGreaterThan(20)
})

test('a job that is left out has a reason for each crew', () => {
  for (const seed of seeds.slice(0, 10)) {
    const { plan, view, problem } = solved(seed)
    const explained = explainUnassigned(view)
    expect(explained.map(({ job }) => job).toSorted()).toEqual(plan.unassigned.toSorted())
    for (const { crews } of explained) expect(crews).toHaveLength(problem.crews.length)
  }
})

test('what a stop costs is what the plan is spared without it, and another place is never the same one', () => {
  let explained = 0
  for (const seed of seeds.slice(0, 10)) {
    const { view } = solved(seed)
    view.visits.forEach((visit, job) => {
      if (!visit) return
      const stop = explainStop(view, job)
      if (!stop?.nextBest) return
      explained++
      const { crew, shift, position } = stop.nextBest
      expect([crew, shift, position]).not.toEqual([visit.crew, visit.shift, visit.rank])
    })
  }
  expect(explained).toBeGreaterThan(10)
})
