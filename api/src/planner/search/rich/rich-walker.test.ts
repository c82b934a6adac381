import fc from 'fast-check'
import { expect, test } from 'vitest'
import { prepareProblem } from '../../index.ts'
import { randomProblem } from '../../testing/random-problem.ts'
import { addNeighbours } from './add-neighbours.ts'
import { createRichInstance } from './rich-instance.ts'
import { RichWalker } from './rich-walker.ts'

test('a walk in any state takes over a plan at its cost', () => {
  const seeds = fc.integer({ min: 1, max: 1_000_000 })
  const law = fc.property(seeds, (seed) => {
    const problem = randomProblem(seed, { jobs: 14, crews: 6, richness: 0.9 })
    const instance = createRichInstance(prepareProblem(problem))
    addNeighbours(instance)
    const [one, other] = [1, 2].map((number) => {
      const walker = new RichWalker(instance, seed + number, 40)
      walker.construct()
      for (let step = 0; step < 40; step++) walker.step(3000)
      return walker
    })
    for (let turn = 0; turn < 3; turn++) {
      other.load(one.current(), [...instance.typeOf.keys()])
      expect(other.cost).toBe(one.cost)
      for (let step = 0; step < 20; step++) for (const walker of [one, other]) walker.step(3000)
    }
  })
  fc.assert(law, { numRuns: 100, seed: 13 })
})
