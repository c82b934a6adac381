import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { getPlanProblem, type PlanProblem, type PlanVersionDetail } from '../contract/index.ts'
import {
  evaluatePlan,
  moveJob,
  moveJobs,
  prepareProblem,
  viewPlan,
  addedViolations,
  type Problem,
  type TravelMatrix,
} from '../planner/index.ts'
import { tasksOf, testDispatch, type TestDispatch } from './testing.ts'

let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
})
beforeEach(() => dispatch.clear())
afterAll(() => dispatch?.[Symbol.asyncDispose]())

/** As a screen does: only from what the answer says. */
function prepare({ problem, matrices }: PlanProblem) {
  const tables = Object.entries(matrices!).map(
    ([profile, { size, bits, seconds, meters }]): [string, TravelMatrix] => [
      profile,
      { size, seconds: unpacked(seconds, bits), meters: unpacked(meters, bits), costs: null },
    ],
  )
  return prepareProblem({ ...problem, matrices: Object.fromEntries(tables) } as unknown as Problem)
}

function unpacked(text: string, bits: 16 | 32): Int32Array {
  const { buffer } = Uint8Array.from(Buffer.from(text, 'base64'))
  return bits === 16 ? Int32Array.from(new Uint16Array(buffer)) : new Int32Array(buffer)
}

const startsOf = ({ routes }: Pick<PlanVersionDetail, 'routes'>) =>
  Object.fromEntries(
    routes.flatMap(({ crewId, stops }) =>
      stops.flatMap(({ taskId, startAt }) => (taskId === null ? [] : [[taskId, [crewId, startAt]]])),
    ),
  )

test.each([
  { name: 'to a place', move: { crewId: 1, place: 0 } },
  { name: 'to the cheapest place of a crew that may not', move: { crewId: 2 } },
  { name: 'out of the plan', move: { crewId: null } },
])('a move $name tried on the problem is what the move makes', async ({ move }) => {
  const orders = await dispatch.arrangeOrders([
    {},
    { at: [500, 300] },
    { at: [900, -200] },
    { at: [-400, 100] },
  ])
  const version = await dispatch.solved()
  const known = (await dispatch.client(getPlanProblem, { params: dispatch.keyOf(version), query: {} }))!
  const taskId = orders[2]!.taskId
  const view = viewPlan(prepare(known), known.plan)
  const tried = evaluatePlan(
    view.prepared,
    moveJob(view, {
      job: known.taskIds.indexOf(taskId),
      crew: move.crewId === null ? null : known.crewIds.indexOf(move.crewId),
      place: move.place,
    }),
  )
  const moved = await dispatch.move(version, { taskId, ...move })
  const starts = tried.routes.flatMap(({ crew, stops }) =>
    stops.flatMap(({ stop, startSeconds }) =>
      stop.kind === 'job'
        ? [
            [
              known.taskIds[stop.job],
              [known.crewIds[crew], new Date(Date.parse(known.origin) + startSeconds * 1000).toISOString()],
            ],
          ]
        : [],
    ),
  )
  expect(Object.fromEntries(starts)).toEqual(startsOf(moved))
  expect(addedViolations(view.evaluation, tried).map(({ crew }) => known.crewIds[crew!])).toEqual(
    moved.addedViolations.map(({ crewId }) => crewId),
  )
})

test('several stops tried on the problem stand as the move of all of them puts them', async () => {
  await dispatch.arrangeOrders([0, 200, 400, 600, 800].map((meters) => ({ at: [meters, 0] })))
  const solved = await dispatch.solved()
  const tasks = tasksOf(solved, 1)
  const taskIds = [tasks[4]!, tasks[1]!]
  const known = (await dispatch.client(getPlanProblem, { params: dispatch.keyOf(solved), query: {} }))!
  const view = viewPlan(prepare(known), known.plan)
  const jobs = taskIds.map((taskId) => known.taskIds.indexOf(taskId))
  for (const place of [undefined, 0, 3]) {
    const plan = moveJobs(view, { jobs, crew: known.crewIds.indexOf(1), place })
    const tried = evaluatePlan(view.prepared, plan).routes.flatMap(({ stops }) =>
      stops.flatMap(({ stop }) => (stop.kind === 'job' ? [known.taskIds[stop.job]] : [])),
    )
    expect(tasksOf(await dispatch.move(solved, { taskIds, crewId: 1, place }), 1)).toEqual(tried)
    await dispatch.backTo(solved)
  }
})

test('who only reads plans may not ask for it', async () => {
  await dispatch.arrangeOrders([{}])
  const version = await dispatch.solved()
  const { client } = await dispatch.api.signIn('planner')
  await expect(client(getPlanProblem, { params: dispatch.keyOf(version), query: {} })).rejects.toMatchObject({
    problem: { type: 'forbidden' },
  })
})

test('travel times that the caller has are not sent again, others are', async () => {
  await dispatch.arrangeOrders([{}, { at: [500, 300] }])
  const version = await dispatch.solved()
  const params = dispatch.keyOf(version)
  const first = (await dispatch.client(getPlanProblem, { params, query: {} }))!
  expect(new Set(Object.values(first.matrices!).map(({ bits }) => bits))).toEqual(new Set([16]))
  const knownMatrices = first.matricesKey
  const again = (await dispatch.client(getPlanProblem, { params, query: { knownMatrices } }))!
  expect(again).toEqual({ ...first, matrices: null })
  const other = { knownMatrices: 'a'.repeat(64) }
  expect(await dispatch.client(getPlanProblem, { params, query: other })).toEqual(first)
})

test('travel times that are too long for the short form come in the long one', async () => {
  await dispatch.arrangeOrders([{}, { at: [70_000, 0] }])
  const known = (await dispatch.client(getPlanProblem, {
    params: dispatch.keyOf(await dispatch.solved()),
    query: {},
  }))!
  const [profile, { bits }] = Object.entries(known.matrices!)[0]!
  expect(bits).toBe(32)
  expect(Math.max(...prepare(known).problem.matrices[profile]!.meters)).toBeGreaterThan(70_000)
})
