import type { PlanProblem } from '@dromos/api/contract'
import { defineProblem } from '@dromos/api/planner'
import { expect, test } from 'vitest'
import { LiveMoves, unpackMatrices } from './live-moves.ts'

const day = '2026-03-12T00:00:00.000Z'
const hour = 3600

/**
 * Stops in a row, a minute and 500 metres apart, ten minutes of work each; crew 1 has the first `count` of them
 * and works from 7 to `until`, crew 2 has none and lacks what the last asks of a vehicle.
 */
function row(count: number, until = 15): PlanProblem {
  const size = count + 1
  const cells = (unit: number) =>
    Int32Array.from(
      { length: size * size },
      (_, cell) => unit * Math.abs(Math.floor(cell / size) - (cell % size)),
    )
  const { matrices: _, ...problem } = defineProblem({
    matrices: { van: { size, seconds: cells(60), meters: cells(500) } },
    jobs: Array.from({ length: count }, (_, job) => ({
      id: String(job),
      place: job + 1,
      serviceSeconds: 600,
      dueSeconds: 8 * hour,
      skills: job === count - 1 ? [1] : [],
    })),
    crews: [{ id: '1', skills: [1] }, { id: '2' }].map((crew) => ({
      ...crew,
      profile: 'van',
      shifts: [{ startSeconds: 7 * hour, endSeconds: until * hour, start: 0, end: 0 }],
    })),
  })
  return {
    planId: 1,
    version: 1,
    origin: day,
    taskIds: Array.from({ length: count }, (_, job) => 100 + job),
    crewIds: [1, 2],
    orders: [{ crewId: 1, taskIds: Array.from({ length: count }, (_, job) => 100 + job) }],
    needs: ['skill:lighting', 'vehicle:crane'],
    barred: [],
    problem: { ...problem },
    matricesKey: 'a'.repeat(64),
    matrices: { van: { size, bits: 32, seconds: packed(cells(60)), meters: packed(cells(500)) } },
    plan: {
      routes: [
        {
          crew: 0,
          shift: 0,
          stops: Array.from({ length: count }, (_, job) => ({ kind: 'job' as const, job })),
        },
      ],
      unassigned: [],
    },
  }
}

function tried(known: PlanProblem): LiveMoves {
  return new LiveMoves(known, unpackMatrices(known.matrices!))
}

function packed(values: Int32Array | Uint16Array): string {
  return Buffer.from(values.buffer).toString('base64')
}

test('travel times are read alike however many bits each of them comes in', () => {
  const numbers = [0, 7, 65_535, 256]
  const read = (bits: 16 | 32, values: Int32Array | Uint16Array) =>
    unpackMatrices({ van: { size: 2, bits, seconds: packed(values), meters: packed(values) } })
  const wide = read(32, Int32Array.from(numbers))
  expect(wide.van!.seconds).toEqual(Int32Array.from(numbers))
  expect(read(16, Uint16Array.from(numbers))).toEqual(wide)
})

test('a stop that is put last moves all after it forward and pays the way back', () => {
  const preview = tried(row(4)).preview([100], { crewId: 1, place: 3 })!
  expect(preview.routes).toHaveLength(1)
  expect(preview.routes[0]!.stops.map(({ taskId }) => taskId)).toEqual([101, 102, 103, 100])
  expect(preview.routes[0]!.stops[0]!.from).toBe(Date.parse('2026-03-12T07:02:00Z'))
  // 0-2-3-4-1-0 instead of 0-1-2-3-4-0
  expect(preview.travelSeconds).toBe((2 + 1 + 1 + 3 + 1 - 8) * 60)
  expect(preview.broken).toEqual([])
})

test('places are counted with the stops that have begun and cannot be moved any more', () => {
  const known = row(4)
  const begun = { ...known, orders: [{ crewId: 1, taskIds: [7, 100, 8, 101, 102, 103] }] }
  const preview = tried(begun).preview([103], { crewId: 1, place: 3 })!
  expect(preview.routes[0]!.stops.map(({ taskId, number }) => [taskId, number])).toEqual([
    [100, 3],
    [103, 4],
    [101, 5],
    [102, 6],
  ])
})

test('both crews are shown, and a rule that breaks is told with its margin', () => {
  const preview = tried(row(4)).preview([103], { crewId: 2 })!
  expect(preview.routes.map(({ crewId, stops }) => [crewId, stops.length])).toEqual([
    [1, 3],
    [2, 1],
  ])
  expect(preview.broken).toEqual([
    { crewId: 2, taskId: 103, cause: 'vehicle', lacking: ['crane'], margin: null },
  ])
  const late = tried(row(8, 8))
  expect(late.preview([100], { crewId: 1, place: 4 })!.broken[0]).toMatchObject({ crewId: 1, cause: 'shift' })
})

test('what no crew may have is told with why', () => {
  const known = row(4)
  const jobs = (known.problem.jobs as object[]).map((job, index) =>
    index === 1 ? { ...job, allowedCrews: [] } : job,
  )
  const barred = [{ taskId: 101, cause: 'other-day' as const }]
  const moves = tried({ ...known, problem: { ...known.problem, jobs }, barred })
  expect(moves.preview([101], { crewId: 2 })!.broken).toMatchObject([{ taskId: 101, cause: 'other-day' }])
})

test('crews that can take a task are told from those that cannot', () => {
  const offers = tried(row(4)).offers([103])
  expect(offers.get(1)).toEqual({ fits: true, travelSeconds: 120 })
  expect(offers.get(2)).toMatchObject({ fits: false })
})

test('several stops go behind each other, and all crews they leave are shown', () => {
  const moves = tried(row(5))
  const preview = moves.preview([103, 100], { crewId: 2, place: 0 })!
  expect(preview.routes.map(({ crewId, stops }) => [crewId, stops.map(({ taskId }) => taskId)])).toEqual([
    [1, [101, 102, 104]],
    [2, [103, 100]],
  ])
  const own = moves.preview([100, 103], { crewId: 1, place: 1 })!
  expect(own.routes[0]!.stops.map(({ taskId }) => taskId)).toEqual([101, 100, 103, 102, 104])
  expect(moves.offers([100, 101]).get(2)).toEqual({ fits: true, travelSeconds: 240 })
  expect(moves.preview([100, 7], { crewId: 1 })).toBeNull()
  expect(moves.preview([], { crewId: 1 })).toBeNull()
})

test('a move is priced in the weights of the plan, as the price of a fix is', () => {
  const known = row(4)
  const weights = { ...(known.problem.weights as Record<string, number>), travel: 3 }
  const moves = tried({ ...known, problem: { ...known.problem, weights } })
  const { cost, travelSeconds } = moves.preview([100], { crewId: 1, place: 1 })!
  expect(travelSeconds).toBe(120)
  expect(cost).toBe(3 * travelSeconds)
  // what leaving it out costs is not told as if it were driving
  const out = moves.preview([103], { crewId: null })!
  expect(out.travelSeconds).toBe(-120)
  expect(out.cost).toBe(3 * out.travelSeconds)
})

test('the best places are those of the plan, in their order, between the stops they lie between', () => {
  const moves = tried(row(5))
  // 102 lies on the way between 101 and 103, and on the way back
  expect(moves.slots([102])).toMatchObject([
    { order: 1, crewId: 1, place: 2, behindTaskId: 101, beforeTaskId: 103 },
    { order: 2, crewId: 1 },
    { order: 3, crewId: 1 },
  ])
  // only crew 1 has the skill
  expect(moves.slots([104]).every(({ crewId }) => crewId === 1)).toBe(true)
  expect(moves.slots([7])).toEqual([])
  const known = row(4)
  const begun = tried({ ...known, orders: [{ crewId: 1, taskIds: [7, 100, 101, 102, 103] }] })
  expect(begun.slots([101])[0]).toMatchObject({ place: 2, behindTaskId: 100, beforeTaskId: 102 })
})

test('what the plan does not know has no preview', () => {
  const moves = tried(row(3))
  expect(moves.preview([7], { crewId: 1 })).toBeNull()
  expect(moves.preview([100], { crewId: 9 })).toBeNull()
})

test('a preview in a day of 60 stops takes less than a frame of processor time', () => {
  const moves = tried(row(60, 20))
  const tries = 60
  const before = process.cpuUsage()
  for (let place = 0; place < tries; place++) moves.preview([100], { crewId: 1, place: place % 59 })
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / tries / 1000).toBeLessThan(16)
})

test('a preview of eight stops at once in a day of 60 takes less than a frame', () => {
  const moves = tried(row(60, 20))
  const several = [100, 105, 110, 115, 120, 125, 130, 135]
  const tries = 20
  const before = process.cpuUsage()
  for (let place = 0; place < tries; place++) moves.preview(several, { crewId: 1, place: place * 2 })
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / tries / 1000).toBeLessThan(16)
})
