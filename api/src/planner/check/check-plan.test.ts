import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COST_PARTS } from '../model/index.ts'
import { solveHere } from '../search/index.ts'
import { randomProblem } from '../testing/random-problem.ts'
import { checkPlan } from './index.ts'

function solved(seed: number) {
  const problem = randomProblem(seed, { jobs: 8, crews: 3, richness: 0.4 })
  const { plan, evaluation } = solveHere(problem, { iterations: 30, seed })
  return { problem, plan, evaluation }
}

const seeds = fc.integer({ min: 1, max: 100_000 })

describe('checkPlan', () => {
  test('notices any claimed second that is off by one', () => {
    const fields = ['arrivalSeconds', 'startSeconds', 'endSeconds', 'travelSeconds', 'meters'] as const
    const law = fc.property(seeds, fc.constantFrom(...fields), (seed, field) => {
      const { problem, plan, evaluation } = solved(seed)
      const stops = evaluation.routes.flatMap((route) => route.stops)
      fc.pre(stops.length > 0)
      const stop = stops[seed % stops.length]
      // metres belong to places, and a break has none
      fc.pre(field !== 'meters' || stop.stop.kind !== 'break')
      stop[field]++
      expect(checkPlan(problem, plan, evaluation)).not.toEqual([])
    })
    fc.assert(law, { numRuns: 150, seed: 21 })
  })

  test('notices any cost that is off by one', () => {
    const law = fc.property(seeds, fc.constantFrom(...COST_PARTS), (seed, part) => {
      const { problem, plan, evaluation } = solved(seed)
      evaluation.cost[part]++
      expect(checkPlan(problem, plan, evaluation).map(({ rule }) => rule)).toContain('cost')
    })
    fc.assert(law, { numRuns: 60, seed: 22 })
  })

  test('notices a job that is nowhere', () => {
    const { problem, plan, evaluation } = solved(3)
    const last = plan.routes.find(({ stops }) => stops.length > 0)!
    last.stops.pop()
    const rules = checkPlan(problem, plan, evaluation).map(({ rule }) => rule)
    expect(rules).toContain('placement')
    expect(rules).toContain('claim')
  })
})
