import fc from 'fast-check'
import { expect, test } from 'vitest'
import { prepareProblem } from '../../evaluate/index.ts'
import { Random } from '../random.ts'
import { createClassicInstance } from './classic-instance.ts'
import { createClassicRuin, settleRuined } from './classic-ruin.ts'
import { beginSnapshot, createSnapshot, restoreRoutes } from './classic-snapshot.ts'
import { ClassicWalker } from './classic-walker.ts'
import { exchangeStrictly } from './strict-exchange.ts'
import { tightProblem } from './testing/tight-problem.ts'

const seeds = fc.integer({ min: 1, max: 1_000_000 })

test('after a strict exchange every route is in time and within its load, and no job is lost', () => {
  let [changed, tookOut] = [0, 0]
  const law = fc.property(seeds, (seed) => {
    const instance = createClassicInstance(prepareProblem(tightProblem(seed, 30, 3)))
    const walker = new ClassicWalker(instance, seed, 20)
    walker.construct()
    const { state } = walker
    const { tours } = state
    const random = new Random(seed)
    const snapshot = createSnapshot(state)
    const ruin = createClassicRuin(state, snapshot, random)
    for (let turn = 0; turn < 20; turn++) {
      const before = walker.current()
      const planned = jobsIn(tours.routeOf.subarray(0, tours.jobs))
      beginSnapshot(snapshot)
      ruin.removedCount = 0
      exchangeStrictly(ruin, state, snapshot, random.below(tours.jobs))
      settleRuined(state, snapshot)
      const removed = [...ruin.removed.subarray(0, ruin.removedCount)]
      expect([...jobsIn(tours.routeOf.subarray(0, tours.jobs)), ...removed].sort()).toEqual(planned.sort())
      for (let route = 0; route < tours.routes; route++) {
        const start = tours.jobs + 2 * route
        expect(state.load[route]).toBeLessThanOrEqual(instance.capacity[route])
        for (let node = start; node >= 0; node = tours.next[node]) {
          const begin = state.departure[node] - (node < tours.jobs ? instance.service[node] : 0)
          if (node !== start + 1) expect(begin).toBeLessThanOrEqual(state.deadline[node])
          else expect(begin).toBeLessThanOrEqual(instance.latest[node])
        }
      }
      if (walker.current().join() !== before.join()) changed++
      if (removed.length > 0) tookOut++
      restoreRoutes(snapshot, state)
      expect(walker.current()).toEqual(before)
    }
  })
  fc.assert(law, { numRuns: 20, seed: 32 })
  expect(changed).toBeGreaterThan(100)
  expect(tookOut).toBeGreaterThan(50)
})

function jobsIn(routeOf: Int32Array): number[] {
  return [...routeOf.keys()].filter((job) => routeOf[job] >= 0)
}
