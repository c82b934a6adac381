import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { changeRoster, crewOn, getPlanProblem, getRosterWeek, type RosterChange } from '../contract/index.ts'
import { arrangeShifts } from '../crews/testing.ts'
import { cityId } from '../testing.ts'
import { day, testDispatch, type TestDispatch, type VersionKey } from './testing.ts'

const params = { jurisdictionId: cityId }
const dayAfter = '2026-03-13'
let dispatch: TestDispatch
const versions: VersionKey[] = []

beforeAll(async () => {
  dispatch = await testDispatch()
  await arrangeShifts(dispatch.api.database.owner, dayAfter)
})
beforeEach(async () => {
  if (versions.length > 0) return
  await dispatch.arrangeOrders([{ serviceCode: 'street-light' }, { at: [500, 300] }])
  versions.push(await dispatch.solved(), await dispatch.solved({ day: dayAfter }))
})
afterAll(() => dispatch?.[Symbol.asyncDispose]())

const week = () => dispatch.client(getRosterWeek, { params, query: { day } })
const change = (...changes: RosterChange[]) => dispatch.client(changeRoster, { params, body: { changes } })

/** What each of the two days would be planned with. */
async function planned() {
  const problems = await Promise.all(
    versions.map((version) => dispatch.client(getPlanProblem, { params: dispatch.keyOf(version) })),
  )
  return problems.map((found) => {
    const { crews } = found!.problem as { crews: Planned[] }
    return Object.fromEntries(crews.map((crew, index) => [found!.crewIds[index]!, crew]))
  })
}
interface Planned {
  skills: number[]
  capacity: number[]
  zones: string[] | null
  shifts: {
    startSeconds: number
    start: number
    end: number
    breaks: { durationSeconds: number }[]
  }[]
}

async function shiftOf(crewId: number, on = day) {
  const { shifts } = await week()
  const {
    id,
    version,
    changedBy: _,
    ...plan
  } = shifts.find((shift) => shift.crewId === crewId && shift.startsAt.startsWith(on))!
  return { id, version, plan }
}

test('a shift that changes on one day is planned with on that day alone', async () => {
  const [before, other] = await planned()
  const { id, version, plan } = await shiftOf(1)
  const to = { ...plan, startsAt: '2026-03-12T06:00:00Z', breakMinutes: 45, vehicleId: null }
  await change({ kind: 'shift', id, version, to })
  const [after, otherAfter] = await planned()
  expect(otherAfter).toEqual(other)
  const [shift] = after![1]!.shifts
  expect(shift!.startSeconds - before![1]!.shifts[0]!.startSeconds).toBe(3600)
  expect(shift!.breaks[0]!.durationSeconds).toBe(45 * 60)
  expect(after![1]!.capacity).toEqual([0, 0])
  expect({ ...after, 1: null }).toEqual({ ...before, 1: null })
})

test('a skill is planned with to its last day', async () => {
  const member = (await week()).members.find(({ postings }) => crewOn(postings, day) === 2)
  const [before] = await planned()
  const skills = [{ code: 'electrician', until: day }]
  await change({ kind: 'member', id: member!.id, version: member!.version, to: { skills } })
  const [after, otherAfter] = await planned()
  expect(before![2]!.skills.length).toBeGreaterThan(0)
  expect(after).toEqual(before)
  expect(otherAfter![2]!.skills.length).toBe(before![2]!.skills.length - 1)
})

test('a shift of which everybody is away, or gone to another crew, is not planned', async () => {
  const [, other] = await planned()
  const { id, version, plan } = await shiftOf(2)
  await change({ kind: 'shift', id, version, to: { ...plan, memberIds: [] } })
  const [after, otherAfter] = await planned()
  expect(Object.keys(after!)).toEqual(['1', '3'])
  expect(otherAfter).toEqual(other)
  const to = { memberId: 3, from: dayAfter, to: dayAfter, reason: '' }
  await change({ kind: 'absence', id: null, version: null, to })
  expect(Object.keys((await planned())[1]!)).toEqual(['1', '2'])
})

test('a day is planned from where the crew begins to where it ends', async () => {
  const [crew] = (await week()).crews
  const edgesOf = ({ shifts: [shift] }: Planned) => [shift!.start, shift!.end]
  const [before] = await planned()
  expect(edgesOf(before![1]!)[0]).toBe(edgesOf(before![1]!)[1])
  const to = { start: [23.702, 37.986] as [number, number], end: null }
  await change({ kind: 'crew', id: crew!.id, version: crew!.version, to })
  const [after] = await planned()
  expect(edgesOf(after![1]!)[0]).not.toBe(edgesOf(after![1]!)[1])
})

test('work where two zones lie over each other is in the zone of either crew', async () => {
  const ring: [number, number][] = [
    [23.69, 37.98],
    [23.72, 37.98],
    [23.72, 37.995],
    [23.69, 37.995],
    [23.69, 37.98],
  ]
  const homes = async () => {
    const found = await dispatch.client(getPlanProblem, { params: dispatch.keyOf(versions[1]!) })
    const { crews, jobs } = found!.problem as { crews: Planned[]; jobs: { zone: string }[] }
    return jobs.map(({ zone }) =>
      found!.crewIds.filter((_, index) => crews[index]!.zones === null || crews[index]!.zones.includes(zone)),
    )
  }
  expect(await homes()).toEqual([
    [1, 2],
    [1, 2],
  ])
  for (const crewIds of [[1], [1, 2]])
    await change({ kind: 'zone', id: null, version: null, to: { nameEl: 'Α', nameEn: 'A', ring, crewIds } })
  expect(await homes()).toEqual([
    [1, 2],
    [1, 2],
  ])
})
