import { describe, expect, test } from 'vitest'
import { defineProblem, validateProblem } from './index.ts'
import type { CrewInput, JobInput, ProblemInput } from './index.ts'

const matrices = { car: { size: 2, seconds: new Int32Array(4), meters: new Int32Array(4) } }
const crew: CrewInput = { id: 'a', shifts: [{ startSeconds: 0, endSeconds: 3600 }] }
const job: JobInput = { id: 'x', place: 1 }

const paths = (input: Partial<ProblemInput>) =>
  validateProblem(defineProblem({ matrices, jobs: [job], crews: [crew], ...input })).map(({ path }) => path)

describe('validateProblem', () => {
  test('finds nothing wrong with the smallest problem', () => {
    expect(paths({})).toEqual([])
  })

  test.each<[string, Partial<ProblemInput>]>([
    ['jobs[0].place', { jobs: [{ ...job, place: 2 }] }],
    ['jobs[1].id', { jobs: [job, job] }],
    ['jobs[0].priority', { jobs: [{ ...job, priority: 101 }] }],
    ['jobs[0].serviceSeconds', { jobs: [{ ...job, serviceSeconds: 0.5 }] }],
    ['jobs[0].windows[0]', { jobs: [{ ...job, windows: [{ startSeconds: 2, endSeconds: 1 }] }] }],
    ['crews[0].profile', { crews: [{ ...crew, profile: 'boat' }] }],
    ['crews[0].shifts[1]', { crews: [{ ...crew, shifts: [...crew.shifts, ...crew.shifts] }] }],
    ['crews[0].speedFactor', { crews: [{ ...crew, speedFactor: 0 }] }],
    ['links[0]', { links: [{ kind: 'together', jobs: [0, 0] }] }],
    ['locks[0].crew', { locks: [{ kind: 'crew', job: 0, crew: 4, shift: null }] }],
    ['weights.travel', { weights: { travel: -1 } }],
    ['matrices.car.seconds', { matrices: { car: { ...matrices.car, seconds: new Int32Array(3) } } }],
  ])('names the field %s', (path, input) => {
    expect(paths(input)).toContain(path)
  })
})
