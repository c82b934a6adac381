import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluatePlan, prepareProblem } from '../../evaluate/index.ts'
import { solve, solveHere } from '../index.ts'
import { toPlan } from '../solver-setup.ts'
import { splitFlat } from '../walker.ts'
import { createClassicInstance, isClassic } from './classic-instance.ts'
import { retime } from './classic-state.ts'
import { ClassicWalker } from './classic-walker.ts'
import { tightProblem } from './testing/tight-problem.ts'

const seeds = fc.integer({ min: 1, max: 1_000_000 })

test('what breaches cost is known to the unit after every step, and the best plan has none', () => {
  const law = fc.property(seeds, (seed) => {
    const prepared = prepareProblem(tightProblem(seed, 40, 4))
    expect(isClassic(prepared)).toBe(true)
    const walker = new ClassicWalker(createClassicInstance(prepared), seed, 30)
    walker.construct()
    walker.allowBreaches(true, true)
    let breached = 0
    for (let step = 0; step < 400; step++) {
      walker.step(100)
      if (walker.state.lateness + walker.state.overload > 0) breached++
      if (step % 20 > 0) continue
      const { cost, state } = walker
      const [lateness, overload, costs] = [state.lateness, state.overload, [...state.routeCost]]
      for (let route = 0; route < costs.length; route++) retime(state, route)
      expect([state.lateness, state.overload, [...state.routeCost]]).toEqual([lateness, overload, costs])
      const { absent } = splitFlat(walker.current())
      const left = absent.reduce((sum, job) => sum + state.instance.price[job], 0)
      expect(cost).toBe(costs.reduce((sum, own) => sum + own, left))
    }
    expect(breached).toBeGreaterThan(0)
    const best = evaluatePlan(
      prepared,
      toPlan({ kind: 'classic', instance: walker.state.instance }, walker.best()),
    )
    expect(best.violations).toEqual([])
    expect(best.total).toBe(walker.bestCost)
  })
  fc.assert(law, { numRuns: 20, seed: 21 })
})

test('a tight day that passed through breaches has none at the end and costs what the evaluator says', () => {
  const law = fc.property(seeds, (seed) => {
    const { evaluation, cost } = solveHere(tightProblem(seed, 30, 3), { iterations: 3000, seed })
    expect(evaluation.violations).toEqual([])
    expect(cost).toBe(evaluation.total)
  })
  fc.assert(law, { numRuns: 20, seed: 22 })
})

test('a tight day is planned the same way for the same seed and iterations', async () => {
  const problem = tightProblem(3, 60, 5)
  const options = { iterations: 3000, threads: 2, seed: 4 }
  const first = await solve(problem, options)
  expect((await solve(problem, options)).plan).toEqual(first.plan)
})
