import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defineProblem } from '../../model/index.ts'
import type { Problem } from '../../model/index.ts'
import { evaluatePlan, prepareProblem } from '../../evaluate/index.ts'
import { Random } from '../random.ts'
import { solve, solveHere } from '../index.ts'
import { toPlan } from '../solver-setup.ts'
import { splitFlat } from '../walker.ts'
import { createClassicInstance, isClassic } from './classic-instance.ts'
import { retime } from './classic-state.ts'
import { ClassicWalker } from './classic-walker.ts'

const seeds = fc.integer({ min: 1, max: 1_000_000 })

/** More work than fits easily: short windows, small vans, few crews. */
function tightProblem(seed: number, jobs: number, crews: number): Problem {
  const random = new Random(seed)
  const x = Array.from({ length: jobs + 1 }, () => random.below(1000))
  const y = Array.from({ length: jobs + 1 }, () => random.below(1000))
  const size = jobs + 1
  const seconds = Int32Array.from({ length: size * size }, (_, arc) => {
    const [from, to] = [Math.floor(arc / size), arc % size]
    return Math.ceil(Math.hypot(x[from] - x[to], y[from] - y[to]))
  })
  return defineProblem({
    matrices: { car: { size, seconds, meters: seconds } },
    jobs: Array.from({ length: jobs }, (_, job) => {
      const startSeconds = random.below(6000)
      return {
        id: String(job),
        place: job + 1,
        serviceSeconds: 60,
        windows: [{ startSeconds, endSeconds: startSeconds + 200 + random.below(2000) }],
        delivery: [1 + random.below(9)],
      }
    }),
    crews: Array.from({ length: crews }, (_, crew) => ({
      id: String(crew),
      capacity: [Math.ceil((5.2 * jobs) / crews)],
      start: 0,
      end: 0,
      costs: { perTravelSecond: 0, perMeter: 1 },
      shifts: [{ startSeconds: 0, endSeconds: 10_000 }],
    })),
  })
}

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
