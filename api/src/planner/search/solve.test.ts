import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkPlan } from '../check/index.ts'
import { emptyPlan, evaluatePlan, prepareProblem, validateProblem } from '../index.ts'
import { exhaust } from '../testing/exhaustive.ts'
import { randomProblem } from '../testing/random-problem.ts'
import { solve, solveHere, warmUp } from './index.ts'

const seeds = fc.integer({ min: 1, max: 1_000_000 })

describe('a plan that leaves the search', () => {
  test('costs what the evaluator says and passes the checker, with any mixture of rules', () => {
    const law = fc.property(seeds, fc.double({ min: 0, max: 1, noNaN: true }), (seed, richness) => {
      const problem = randomProblem(seed, { jobs: 9, crews: 3, richness })
      expect(validateProblem(problem)).toEqual([])
      const { plan, evaluation, cost } = solveHere(problem, { iterations: 200, seed })
      expect(checkPlan(problem, plan, evaluation)).toEqual([])
      expect(evaluation.violations).toEqual([])
      expect(cost).toBe(evaluation.total)
    })
    fc.assert(law, { numRuns: 300, seed: 11 })
  })

  test('is never worse than leaving everything out', () => {
    const law = fc.property(seeds, (seed) => {
      // jobs of an order lock go in at any price
      const problem = { ...randomProblem(seed, { jobs: 6, crews: 2, richness: 0.3 }), locks: [] }
      const { evaluation } = solveHere(problem, { iterations: 100, seed })
      const nothing = evaluatePlan(prepareProblem(problem), emptyPlan(problem))
      expect(evaluation.total).toBeLessThanOrEqual(nothing.total)
    })
    fc.assert(law, { numRuns: 100, seed: 12 })
  })
})

describe('solve', () => {
  const problem = randomProblem(5, { jobs: 60, crews: 6, richness: 0.1 })

  test('gives the same plan for the same seed and iterations, with two threads', async () => {
    const options = { iterations: 2000, threads: 2, seed: 3 }
    const first = await solve(problem, options)
    const second = await solve(problem, options)
    expect(second.plan).toEqual(first.plan)
    expect(second.cost).toBe(first.cost)
  })

  test('reports plans that never get worse', async () => {
    const costs: number[] = []
    const solution = await solve(problem, { iterations: 3000, onProgress: ({ cost }) => costs.push(cost) })
    expect(costs).toEqual([...costs].sort((a, b) => b - a))
    expect(solution.cost).toBeLessThanOrEqual(costs[costs.length - 1])
  })

  test('returns the best plan so far when it is cancelled', async () => {
    const cancel = new AbortController()
    const solution = await solve(problem, {
      seconds: 600,
      signal: cancel.signal,
      onProgress: () => cancel.abort(),
    })
    expect(checkPlan(problem, solution.plan, solution.evaluation)).toEqual([])
  })

  test('ends a small problem long before its time is over, with the best plan there is', async () => {
    for (const seed of [1, 2, 3]) {
      const small = randomProblem(seed, { jobs: 5, crews: 2, richness: 0.2 })
      const prepared = prepareProblem(small)
      const { cost, evaluation } = await solve(small, { seconds: 600, seed })
      expect(cost).toBe(exhaust(prepared, 200_000)!.best!.total)
      expect(evaluation.total).toBe(cost)
    }
  })

  test('leaves everything out when there is no crew', async () => {
    const { plan } = await solve({ ...problem, crews: [], locks: [], links: [] }, { iterations: 10 })
    expect(plan.unassigned).toHaveLength(60)
  })
})

test('the planner warms up by itself, without a day of anybody', async () => {
  await expect(warmUp()).resolves.toBeUndefined()
})
