import { expect, test } from 'vitest'
import { evaluatePlan, prepareProblem, scheduleRoute } from '../evaluate/index.ts'
import { defineProblem } from '../model/index.ts'
import { exhaust } from './exhaustive.ts'
import { randomProblem } from './random-problem.ts'
import { shrinkProblem } from './shrink.ts'
import { stressCase, stressProblem } from './stress-case.ts'
import { longRoute } from './long-route.ts'

test(
  'plans of small problems keep all rules, and hardly one is dearer than the best of all plans',
  { timeout: 120_000 },
  () => {
    const count = 150
    const compared = { plain: 0, plainEqual: 0, broken: 0, brokenEqual: 0 }
    for (let seed = 1; seed <= count; seed++) {
      const { failures, isExhausted, cost, best, hasBreaks } = stressCase(stressProblem(seed), seed)
      expect([seed, failures]).toEqual([seed, []])
      if (!isExhausted) continue
      compared[hasBreaks ? 'broken' : 'plain']++
      if (cost === best) compared[hasBreaks ? 'brokenEqual' : 'plainEqual']++
    }
    expect(compared.plain + compared.broken).toBeGreaterThan(count / 2)
    expect(compared.plainEqual / compared.plain).toBeGreaterThanOrEqual(0.95)
    // the search takes breaks and reloads late or early, and nowhere between
    expect(compared.brokenEqual / compared.broken).toBeGreaterThanOrEqual(0.85)
  },
)

test('all plans of two jobs and a break are tried', () => {
  const seconds = new Int32Array([0, 600, 1200, 600, 0, 600, 1200, 600, 0])
  const shift = { startSeconds: 0, endSeconds: 7200 }
  const pause = { windows: [{ startSeconds: 0, endSeconds: 7200 }], durationSeconds: 60 }
  const problem = defineProblem({
    matrices: { car: { size: 3, seconds, meters: seconds } },
    jobs: [
      { id: 'a', place: 1 },
      { id: 'b', place: 2 },
    ],
    crews: [{ id: 'x', start: 0, end: 0, shifts: [{ ...shift, breaks: [pause] }] }],
  })
  const { best, evaluated } = exhaust(prepareProblem(problem), 100)!
  // nothing, one of two, two in two orders; nothing else depends on where the break is
  expect(evaluated).toBe(5)
  expect(best!.total).toBe(2400)
  expect(exhaust(prepareProblem(problem), 3)).toBeNull()
})

test('a failing problem shrinks to what makes it fail', () => {
  const problem = randomProblem(7, { jobs: 9, crews: 2, richness: 0 })
  const marked = { ...problem, jobs: problem.jobs.with(4, { ...problem.jobs[4], id: 'culprit' }) }
  const smallest = shrinkProblem(marked, ({ jobs }) => jobs.some(({ id }) => id === 'culprit'))
  expect(smallest.jobs.map(({ id }) => id)).toEqual(['culprit'])
})

test('a route of 60 stops is priced in under a millisecond', () => {
  const { problem, plan } = longRoute(60)
  const prepared = prepareProblem(problem)
  expect(evaluatePlan(prepared, plan).violations).toEqual([])
  const begin = process.cpuUsage().user
  const times = 300
  for (let time = 0; time < times; time++) scheduleRoute(prepared, plan.routes[0])
  expect((process.cpuUsage().user - begin) / times).toBeLessThan(1000)
})
