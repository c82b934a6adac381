import { expect, test } from 'vitest'
import { validateProblem } from '../../../api/src/planner/index.ts'
import { seededRandom } from '../../../api/src/roads/measuring.ts'
import { createMatrix } from '../../../api/src/roads/travel-times.ts'
import type { City } from './city.ts'
import { DAYS } from './days.ts'
import { drawDay } from './draw-day.ts'

/** A city without streets, where every metre takes a tenth of a second. */
const plain: City = {
  addresses(seed) {
    const random = seededRandom(seed)
    return () => ({
      location: [23.7 + random() / 10, 37.95 + random() / 10],
      neighbourhood: `hood-${Math.floor(random() * 9)}`,
      zone: String(Math.floor(random() * 8)),
    })
  },
  async matrix(points) {
    const matrix = createMatrix(points.length)
    points.forEach(([fromLon, fromLat], from) =>
      points.forEach(([toLon, toLat], to) => {
        const meters = Math.round(Math.hypot(88_000 * (fromLon - toLon), 111_000 * (fromLat - toLat)))
        matrix.meters[from * points.length + to] = meters
        matrix.seconds[from * points.length + to] = Math.round(meters / 10)
      }),
    )
    return matrix
  },
}

test.for(DAYS)('$name is a valid problem, the same for the same seed', async (day) => {
  const { matrices, ...problem } = await drawDay(plain, day)
  expect(validateProblem({ ...problem, matrices })).toEqual([])
  expect(problem.jobs).toHaveLength(day.jobs)
  expect(problem.crews).toHaveLength(day.crews)
  const { matrices: _, ...again } = await drawDay(plain, day)
  expect(JSON.stringify(again)).toBe(JSON.stringify(problem))
  const other = await drawDay(plain, { ...day, seed: day.seed + 1 })
  expect(JSON.stringify(other.jobs)).not.toBe(JSON.stringify(problem.jobs))
})

test('the whole day shows every rule', async () => {
  const problem = await drawDay(
    plain,
    DAYS.find(({ name }) => name.startsWith('whole'))!,
  )
  const { jobs, crews, links, locks } = problem
  expect(new Set(locks.map(({ kind }) => kind))).toEqual(new Set(['crew', 'time', 'order']))
  expect(new Set(links.map(({ kind }) => kind))).toEqual(new Set(['together', 'precedence', 'same_crew']))
  expect(new Set(jobs.map(({ place }) => place)).size).toBeLessThan(jobs.length)
  expect(jobs.some(({ published }) => published)).toBe(true)
  expect(jobs.some(({ windows }) => windows.length > 1)).toBe(true)
  expect(crews.some(({ reload }) => reload)).toBe(true)
  expect(crews.some(({ isZoneBound }) => isZoneBound)).toBe(true)
  expect(crews.some(({ shifts }) => shifts.length > 1)).toBe(true)
  expect(crews.some(({ shifts }) => shifts.some(({ breaks }) => breaks.length > 0))).toBe(true)
})
