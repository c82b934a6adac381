import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkPlan } from '../check/index.ts'
import { jobsOf } from '../index.ts'
import type { Plan, Problem } from '../index.ts'
import { applyDiff, replan } from './index.ts'
import type { Base } from './index.ts'
import { eventKinds, randomEvent } from './testing/random-event.ts'

const seeds = fc.integer({ min: 1, max: 1_000_000 })
const richness = fc.double({ min: 0, max: 1, noNaN: true })
const kinds = fc.constantFrom(...eventKinds)
const budgets = fc.integer({ min: 0, max: 6 })

describe('a plan after an event', () => {
  test('breaks no rule, keeps to the change budget, and its diff leads to it', () => {
    const law = fc.property(seeds, richness, kinds, budgets, (seed, rich, kind, changeBudget) => {
      const { problem, base } = randomEvent(seed, { jobs: 10, crews: 3, richness: rich }, kind)
      const { plan, evaluation, diff } = replan(problem, base, { changeBudget, iterations: 100, seed })
      expect(checkPlan(problem, plan, evaluation)).toEqual([])
      expect(evaluation.violations).toEqual([])
      expect(diff.changes).toBeLessThanOrEqual(changeBudget)
      expect(canonical(applyDiff(base.plan, diff))).toEqual(canonical(plan))
      expect(movedWithoutName(problem, base, plan, new Set(diff.moves.map(({ job }) => job)))).toEqual([])
    })
    fc.assert(law, { numRuns: 80, seed: 21 })
  })

  test('with budget 0 is the plan that people know, but for what the event forces', () => {
    const law = fc.property(seeds, richness, kinds, (seed, rich, kind) => {
      const { problem, base } = randomEvent(seed, { jobs: 10, crews: 3, richness: rich }, kind)
      const { plan, diff } = replan(problem, base, { changeBudget: 0, iterations: 100, seed })
      const forced = new Set(diff.moves.map(({ job }) => job))
      expect(diff.moves.every(({ isForced }) => isForced)).toBe(true)
      if (forced.size === 0) expect(canonical(plan)).toEqual(canonical(base.plan))
      const without = (other: Plan) => ordersOf(other, (job) => !forced.has(job))
      expect(without(plan)).toEqual(without(base.plan))
    })
    fc.assert(law, { numRuns: 50, seed: 22 })
  })

  test('is never dearer than the first one, which is within the budget as well', () => {
    const law = fc.property(seeds, richness, kinds, budgets, (seed, rich, kind, changeBudget) => {
      const { problem, base } = randomEvent(seed, { jobs: 12, crews: 3, richness: rich }, kind)
      const firsts: { total: number; changes: number }[] = []
      const { evaluation } = replan(problem, base, {
        changeBudget,
        iterations: 150,
        seed,
        onFirst: (first) => {
          expect(checkPlan(problem, first.plan, first.evaluation)).toEqual([])
          firsts.push({ total: first.evaluation.total, changes: first.diff.changes })
        },
      })
      expect(firsts).toHaveLength(1)
      expect(firsts[0].changes).toBeLessThanOrEqual(changeBudget)
      expect(evaluation.total).toBeLessThanOrEqual(firsts[0].total)
    })
    fc.assert(law, { numRuns: 40, seed: 23 })
  })

  test('is the same for the same seed and iterations', () => {
    const { problem, base } = randomEvent(7, { jobs: 60, crews: 6, richness: 0.3 }, 'crew out')
    const options = { changeBudget: 5, iterations: 2000, seed: 3 }
    expect(replan(problem, base, options)).toEqual(replan(problem, base, options))
  })
})

/** Used routes in order, whatever the order they are listed in. */
function canonical({ routes, unassigned }: Plan) {
  return {
    routes: routes
      .filter((route) => jobsOf(route).length > 0)
      .sort((a, b) => a.crew - b.crew || a.shift - b.shift),
    unassigned: [...unassigned].sort((a, b) => a - b),
  }
}

function ordersOf({ routes }: Plan, isWanted: (job: number) => boolean) {
  const orders = routes.map((route) => `${route.crew} ${route.shift} ${jobsOf(route).filter(isWanted)}`)
  return orders.filter((order) => !order.endsWith(' ')).sort()
}

/** Jobs with another crew, in or out, or another time than was announced, that the diff says nothing of. */
function movedWithoutName({ jobs }: Problem, base: Base, plan: Plan, named: ReadonlySet<number>): number[] {
  const crewOf = (other: Plan) =>
    new Map(
      other.routes.flatMap((route) => jobsOf(route).map((job) => [job, `${route.crew} ${route.shift}`])),
    )
  const [before, after] = [crewOf(base.plan), crewOf(plan)]
  const isDone = (job: number) => !after.has(job) && !plan.unassigned.includes(job)
  return jobs
    .map((_, job) => job)
    .filter((job) => !isDone(job) && before.get(job) !== after.get(job) && !named.has(job))
}
