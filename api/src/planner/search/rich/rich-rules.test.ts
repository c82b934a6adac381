import { expect, test } from 'vitest'
import { defineProblem } from '../../model/index.ts'
import type { CrewInput, JobInput } from '../../model/index.ts'
import { solveHere } from '../index.ts'

const HOUR = 3600

/** Two places, 20 minutes apart. */
const seconds = new Int32Array([0, 1200, 1200, 0])
const matrices = { car: { size: 2, seconds, meters: seconds } }

function solved(jobs: JobInput[], crews: CrewInput[], weights = {}) {
  return solveHere(defineProblem({ matrices, jobs, crews, weights }), { iterations: 50, seed: 1 }).plan
}

const begun = { stops: [], place: 1, readySeconds: 600 }
const day = { startSeconds: 0, endSeconds: 8 * HOUR }

test('work goes to an idle crew where that evens out more than it drives', () => {
  const past = {
    ...begun,
    stops: [{ job: 0, startSeconds: 0, endSeconds: 2 * HOUR }],
    readySeconds: 2 * HOUR,
  }
  const crews: CrewInput[] = [
    { id: 'busy', start: 0, end: 0, shifts: [{ ...day, frozen: past }] },
    { id: 'idle', start: 0, end: 0, shifts: [day] },
  ]
  const jobs: JobInput[] = [
    { id: 'done', place: 1 },
    { id: 'open', place: 1, serviceSeconds: 600, unassignedCost: 0 },
  ]
  const { routes } = solved(jobs, crews, { balance: 1 })
  expect(routes.map(({ crew }) => crew)).toEqual([1])
})
