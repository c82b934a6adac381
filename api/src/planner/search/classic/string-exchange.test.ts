import fc from 'fast-check'
import { expect, test } from 'vitest'
import { prepareProblem } from '../../evaluate/index.ts'
import { Random } from '../random.ts'
import { createClassicInstance } from './classic-instance.ts'
import { beginSnapshot, createSnapshot, restoreRoutes } from './classic-snapshot.ts'
import { ClassicWalker } from './classic-walker.ts'
import { exchangeStrings } from './string-exchange.ts'
import { tightProblem } from './testing/tight-problem.ts'

const seeds = fc.integer({ min: 1, max: 1_000_000 })

test('an exchange keeps every job on one route, and can be undone', () => {
  let changed = 0
  const law = fc.property(seeds, (seed) => {
    const instance = createClassicInstance(prepareProblem(tightProblem(seed, 30, 3)))
    const walker = new ClassicWalker(instance, seed, 20)
    walker.construct()
    const { state } = walker
    const { tours } = state
    const planned = [...tours.routeOf.subarray(0, tours.jobs)]
    const snapshot = createSnapshot(state)
    const random = new Random(seed)
    for (let turn = 0; turn < 20; turn++) {
      const before = walker.current()
      const [assigned, used] = [tours.assigned, tours.used]
      beginSnapshot(snapshot)
      exchangeStrings(state, snapshot, random.below(tours.jobs), random)
      const seen = new Set<number>()
      for (let route = 0; route < tours.routes; route++) {
        const start = tours.jobs + 2 * route
        let count = 0
        for (let node = tours.next[start]; node !== start + 1; node = tours.next[node]) {
          expect(tours.prev[tours.next[node]]).toBe(node)
          expect(tours.routeOf[node]).toBe(route)
          seen.add(node)
          count++
        }
        expect(tours.size[route]).toBe(count)
      }
      expect(seen.size).toBe(planned.filter((route) => route >= 0).length)
      expect(tours.used).toBe([...tours.size].filter((size) => size > 0).length)
      if (walker.current().join() !== before.join()) changed++
      restoreRoutes(snapshot, state)
      expect(walker.current()).toEqual(before)
      expect([tours.assigned, tours.used]).toEqual([assigned, used])
    }
  })
  fc.assert(law, { numRuns: 20, seed: 31 })
  expect(changed).toBeGreaterThan(100)
})
