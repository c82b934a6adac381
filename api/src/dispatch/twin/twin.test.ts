import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { one, sql } from '@dromos/db'
import {
  getDayProgress,
  getDayReplay,
  getTwinRun,
  isBehind,
  secondsBehind,
  listTwinRuns,
  runDayTwin,
  type CallOf,
  type DayReplay,
  type TwinFigures,
  type TwinRunDetail,
} from '../../contract/index.ts'
import { make, newDepot, rosterDesk } from '../../crews/testing-roster.ts'
import { runDayTwinJob } from '../../jobs/run-day-twin.ts'
import { cityId } from '../../testing.ts'
import { day } from '../testing.ts'
import { op, testField, type TestField } from '../testing-field.ts'

const params = { jurisdictionId: cityId }
const nextMorning = '2026-03-13T06:00:00Z'
let field: TestField
let planId: number | undefined
/** what the live view said of the crew while the day was lived */
const said: { at: string; taskId: number | null; behindSeconds: number }[] = []

beforeAll(async () => {
  field = await testField()
  await field.dispatch.api.work([runDayTwinJob])
})
// polls, which is for tests
beforeEach(async () => {
  planId ??= await livedDay()
})
afterAll(() => field?.[Symbol.asyncDispose]())

test('a replay gives the recorded figures, and so does living the day again without a change', async () => {
  const replay = await read()
  const recorded = await countedFromTheRecord()
  expect(replay.figures).toMatchObject(recorded)
  expect(recorded).toMatchObject({ servedCount: 4, failedCount: 1, lateCount: 1 })
  expect(recorded.overtimeSeconds).toBeGreaterThan(0)
  const run = await again({})
  expect(run.figures).toEqual(replay.figures)
  expect(run.lived).toMatchObject({ routes: replay.routes, left: replay.left })
})

test('the live day and its replay call the same work late', async () => {
  const progress = await field.dispatch.client(getDayProgress, { params: { ...params, planId: planId! } })
  const stops = progress.crews.flatMap((crew) => crew.stops)
  const late = (stop: { arrivedAt: string | null; lateSeconds: number }) =>
    stop.arrivedAt !== null && stop.lateSeconds > 0
  const { figures, routes } = await read()
  const again = routes.flatMap((route) => route.stops).filter(({ isLate }) => isLate)
  expect(stops.filter(late).map(({ taskId }) => taskId)).toEqual(again.map(({ taskId }) => taskId))
  expect(stops.filter(late)).toHaveLength(figures.lateCount)
  // each hour of work took longer than planned: behind the plan is another thing than late
  expect(stops.filter(({ behindSeconds }) => isBehind(behindSeconds)).length).toBeGreaterThan(
    figures.lateCount,
  )
})

test('at each moment a replay is as far behind the plan as the live view was', async () => {
  const [{ expected, stops }] = (await read()).routes
  const again = said.map(({ at }) => {
    const next = expected.findLast(({ from }) => from <= at)?.next ?? null
    const behindSeconds = next
      ? secondsBehind(Date.parse(next.plannedAt), Date.parse(next.expectedAt), Date.parse(at))
      : 0
    return { at, taskId: next?.taskId ?? null, behindSeconds }
  })
  expect(said.length).toBeGreaterThan(30)
  // the planner counts in whole seconds
  for (const [index, { taskId, behindSeconds }] of said.entries()) {
    expect(again[index].taskId, again[index].at).toBe(taskId)
    expect(Math.abs(again[index].behindSeconds - behindSeconds), again[index].at).toBeLessThanOrEqual(1)
  }
  expect(said.filter(({ behindSeconds }) => isBehind(behindSeconds)).length).toBeGreaterThan(10)
  const progress = await field.dispatch.client(getDayProgress, { params: { ...params, planId: planId! } })
  const live = new Map(progress.crews.flatMap((crew) => crew.stops).map((stop) => [stop.taskId, stop]))
  for (const { taskId, endedAt, plannedEndAt } of stops)
    expect(Math.round((Date.parse(endedAt) - Date.parse(plannedEndAt!)) / 1000)).toBe(
      live.get(taskId)!.behindSeconds,
    )
})

test('a day that is lived by another plan is measured by that plan', async () => {
  const run = await again({ crewIds: [1], isPlannedAnew: true, seconds: 1 })
  const [route] = run.lived!.routes
  const [first] = route.stops
  expect(first.plannedArrivalAt).not.toBeNull()
  expect(route.expected[0].next).toMatchObject({ taskId: first.taskId, isUnderWay: false })
  expect(route.expected.at(-1)!.next).toBeNull()
})

test('a replay knows when each way began, where it led and when the work ended', async () => {
  const [route] = (await read()).routes
  const { rows } = await field.dispatch.api.database.owner.query(sql`
    select task_id, arrived_at, finished_at from visit where arrived_at is not null order by arrived_at`)
  expect(route.stops.map(({ taskId, arrivedAt, endedAt }) => [taskId, arrivedAt, endedAt])).toEqual(
    rows.map(({ task_id, arrived_at, finished_at }) => [
      task_id,
      (arrived_at as Date).toISOString(),
      (finished_at as Date).toISOString(),
    ]),
  )
  for (const [index, stop] of route.stops.entries()) {
    expect(stop.departedAt <= stop.arrivedAt).toBe(true)
    expect(stop.alongMeters).toBeGreaterThanOrEqual(route.stops[index - 1]?.alongMeters ?? 0)
  }
  expect(route.geometry?.coordinates.length).toBeGreaterThan(1)
})

test('of a crew with two shifts a replay shows each by itself', async () => {
  const { owner } = field.dispatch.api.database
  const [{ crewId, shifts: one }] = (await read()).routes
  const evening = { startsAt: `${day}T15:00:00.000Z`, endsAt: `${day}T19:00:00.000Z` }
  await owner.query(sql`
    insert into shift (jurisdiction_id, crew_id, during)
    values (${cityId}, ${crewId}, tstzrange(${evening.startsAt}, ${evening.endsAt}))`)
  try {
    expect(one).toHaveLength(1)
    expect((await read()).routes[0].shifts).toEqual([...one, evening])
  } finally {
    await owner.query(sql`delete from shift where lower(during) = ${evening.startsAt}::timestamptz`)
  }
})

test('with another crew the work is theirs, and takes as long as it took', async () => {
  const [route] = (await read()).routes
  const run = await again({ crewIds: [1], isPlannedAnew: true, seconds: 1 })
  const stops = run.lived!.routes.flatMap((each) => each.stops)
  expect(run.figures!.servedCount).toBe(4 + run.lived!.routes.flatMap(({ stops }) => stops).length - 5)
  for (const stop of route.stops.filter(({ outcome }) => outcome === 'done')) {
    const same = stops.find(({ taskId }) => taskId === stop.taskId)!
    expect(Date.parse(same.endedAt) - Date.parse(same.arrivedAt)).toBe(
      Date.parse(stop.endedAt) - Date.parse(stop.arrivedAt),
    )
  }
  expect((await again({ crewIds: [2], seconds: 1 })).figures).toMatchObject({ servedCount: 0, leftCount: 6 })
})

test('runs are listed, the newest first, and nothing of the recorded day is changed by them', async () => {
  const before = await countedFromTheRecord()
  const run = await again({ extraMinutes: 60, seconds: 1 })
  const list = await field.dispatch.client(listTwinRuns, { params: { ...params, planId: planId! } })
  expect(list[0]).toMatchObject({ id: run.id, status: 'done', change: { extraMinutes: 60 } })
  expect(list.length).toBeGreaterThan(1)
  expect(await countedFromTheRecord()).toEqual(before)
})

test('a crew that goes to another depot since leaves the days before as they were lived', async () => {
  const desk = rosterDesk(field.dispatch.client)
  const replay = await read()
  expect(replay.routes[0].depot).toEqual([23.69, 37.98])
  const [made] = await desk.change(make('depot', newDepot))
  const before = await desk.find('crews', 1)
  await desk.moveCrew(1, '2026-03-13', made!.id)
  expect(await read()).toEqual(replay)
  const run = await again({ extraMinutes: 60, isPlannedAnew: true, seconds: 1 })
  expect(run.lived!.routes.map(({ depot }) => depot)).toEqual(replay.routes.map(({ depot }) => depot))
  const { version } = await desk.find('crews', 1)
  const { id, start, end, depots } = before
  await desk.change({ kind: 'crew', id, version, to: { start, end, depots } })
})

test('of one day two runs are lived at once, and those whose worker has died make room', async () => {
  const call = () => field.dispatch.client(runDayTwin, { params: { ...params, planId: planId! }, body: {} })
  const begin = (createdAt: string) =>
    field.dispatch.api.database.owner.query(sql`
      insert into twin_run (jurisdiction_id, plan_id, change, created_at)
      select ${cityId}, ${planId}, '{}', ${createdAt} from generate_series(1, 2)`)
  await begin('2026-03-13T05:50:00Z')
  await expect(call()).rejects.toMatchObject({ problem: { type: 'conflict' } })
  await field.dispatch.api.database.owner.query(sql`
    update twin_run set created_at = '2026-03-13T05:00:00Z' where status = 'running'`)
  await again({})
  const list = await field.dispatch.client(listTwinRuns, { params: { ...params, planId: planId! } })
  expect(list.map(({ status }) => status).slice(0, 3)).toEqual(['done', 'failed', 'failed'])
})

test('what is not over cannot be lived again, and what is unknown is refused', async () => {
  const call = (body: CallOf<typeof runDayTwin>['body']) =>
    field.dispatch.client(runDayTwin, { params: { ...params, planId: planId! }, body })
  field.dispatch.api.clock.set('2026-03-12T18:00:00Z')
  await expect(call({})).rejects.toMatchObject({ problem: { type: 'conflict' } })
  field.dispatch.api.clock.set('2026-03-11T18:00:00Z')
  await expect(read()).rejects.toMatchObject({ problem: { type: 'conflict' } })
  field.dispatch.api.clock.set(nextMorning)
  await expect(call({ crewIds: [99] })).rejects.toMatchObject({ problem: { status: 400 } })
  await expect(call({ weights: { beauty: 1 } })).rejects.toMatchObject({ problem: { status: 400 } })
})

function read(): Promise<DayReplay> {
  return field.dispatch.client(getDayReplay, { params: { ...params, planId: planId! } })
}

async function again(body: CallOf<typeof runDayTwin>['body']): Promise<TwinRunDetail> {
  const { client } = field.dispatch
  const { id } = await client(runDayTwin, { params: { ...params, planId: planId! }, body })
  const find = () => client(getTwinRun, { params: { ...params, planId: planId!, id } })
  await expect.poll(async () => (await find()).status, { timeout: 20_000 }).not.toBe('running')
  const run = await find()
  expect(run.failure).toBeNull()
  return run
}

/** Six jobs of one crew: four done, one tried in vain, one never reached; all of it later and longer than planned. */
async function livedDay(): Promise<number> {
  const { dispatch } = field
  dispatch.api.clock.set('2026-03-11T18:00:00Z')
  await dispatch.arrangeOrders(
    [0, 500, 1100, 1500, 2300, 2600].map((east) => ({ at: [east, 40 * (east % 7)] as [number, number] })),
  )
  const plan = await dispatch.publish(await dispatch.solved({ crewIds: [1] }))
  const stops = plan.routes[0].stops.filter(({ kind }) => kind === 'task')
  expect(stops).toHaveLength(6)
  await dispatch.api.database.owner.query(sql`
    update work_order set due_at = ${new Date(`${day}T10:00:00Z`)} where id = ${stops[4].workOrderId}`)
  let at = Date.parse(stops[0].startAt)
  for (const [index, { workOrderId }] of stops.slice(0, 5).entries()) {
    const go = at + index * 61_000
    const come = go + 415_000 + index * 7_250
    const end = come + 3_400_500 + index * 1_237_000
    const visit = await field.visitOf(workOrderId!)
    const ending = index === 2 ? { kind: 'fail', reason: 'no_access' } : { kind: 'done', mediaIds: [] }
    const operations = [
      op(visit, 'en_route', iso(go)),
      op(visit, 'arrive', iso(come)),
      op(visit, ending.kind as 'done', iso(end), ending),
    ]
    for (const [step, operation] of operations.entries()) {
      const begin = [go, come, end][step]
      const until = [come, end, end + (index + 1) * 61_000][step]
      dispatch.api.clock.set(iso(begin + 1_000))
      const { results } = await field.send([operation])
      expect(results).toMatchObject([{ outcome: 'applied' }])
      for (const part of [0.1, 0.5, 0.95]) await hear(plan.planId, iso(begin + (until - begin) * part))
    }
    at = end
  }
  dispatch.api.clock.set(nextMorning)
  return plan.planId
}

async function hear(planId: number, at: string): Promise<void> {
  field.dispatch.api.clock.set(at)
  const { crews } = await field.dispatch.client(getDayProgress, { params: { ...params, planId } })
  const { nextTaskId: taskId, behindSeconds } = crews[0]
  said.push({ at, taskId, behindSeconds })
}

const Counted = z.object({
  servedCount: z.number(),
  failedCount: z.number(),
  leftCount: z.number(),
  lateCount: z.number(),
  driveSeconds: z.number(),
  workSeconds: z.number(),
  overtimeSeconds: z.number(),
  promisedCount: z.number(),
  keptCount: z.number(),
})

/** The figures again, by the database and from its rows alone. */
async function countedFromTheRecord(): Promise<Partial<TwinFigures>> {
  return one(
    field.dispatch.api.database.owner,
    Counted,
    sql`
      with came as (
        select v.*, o.due_at, p.from_at, p.to_at, (
          select occurred_at from visit_event e where e.visit_id = v.id and e.to_status = 'en_route'
        ) as departed_at
        from visit v
        join task t on t.id = v.task_id
        join work_order o on o.id = t.work_order_id
        left join arrival_promise p on p.visit_id = v.id and p.replaced_at is null
        where v.plan_id = ${planId} and v.arrived_at is not null
      )
      select count(*) filter (where status = 'done')::integer as served_count,
        count(*) filter (where status = 'failed')::integer as failed_count,
        (select count(*)::integer from task) - count(*)::integer as left_count,
        count(*) filter (where finished_at > due_at and due_at >= ${`${day}T00:00:00+02`})::integer as late_count,
        round(sum(extract(epoch from arrived_at - departed_at)))::integer as drive_seconds,
        round(sum(extract(epoch from finished_at - arrived_at)))::integer as work_seconds,
        round(extract(epoch from max(finished_at) - ${`${day}T15:00:00+02`}::timestamptz))::integer
          as overtime_seconds,
        count(from_at)::integer as promised_count,
        count(*) filter (where arrived_at between from_at and to_at)::integer as kept_count
      from came`,
  )
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
