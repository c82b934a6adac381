import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { sql, type Database } from '@dromos/db'
import { clearTables } from '@dromos/db/testing'
import {
  checkTakeBack,
  createWorkOrder,
  explainPlanTask,
  getPlanVersion,
  getWorkOrder,
  listPlans,
  movePlanStop,
  publishPlanVersion,
  setPlanHead,
  solvePlan,
  takeBackPlanVersion,
  type CallOf,
  type PlanVersionDetail,
  type Route,
} from '../contract/index.ts'
import { arrangeCrews, arrangeRequests, arrangeShifts, type TestRequest } from '../crews/testing.ts'
import { solvePlanJob } from '../jobs/solve-plan.ts'
import { cityId, testApi } from '../testing.ts'
import { findVersion, insertVersion } from './version-queries.ts'

const params = { jurisdictionId: cityId }

/** A day of the test city whose crews have shifts. */
export const day = '2026-03-12'

export interface VersionKey {
  planId: number
  version: number
}

type TakingBack = Partial<CallOf<typeof takeBackPlanVersion>['body']>

const clear = (owner: Database) =>
  clearTables(owner, 'request, work_order, plan, reporter, live_event, street_closure, notification')

/** The test city with crews, shifts on `day`, and a worker that solves; and what tests of plans do with it. */
export async function testDispatch() {
  const api = await testApi()
  const { owner } = api.database
  await arrangeCrews(owner)
  await arrangeShifts(owner, day)
  const { client } = await api.signIn('dispatcher')
  await api.work([solvePlanJob])
  const keyOf = ({ planId, version }: VersionKey) => ({ ...params, planId, version })
  const read = (version: VersionKey) => client(getPlanVersion, { params: keyOf(version) })

  async function settled(version: VersionKey): Promise<PlanVersionDetail> {
    await expect.poll(async () => (await read(version)).status, { timeout: 15_000 }).not.toBe('solving')
    const detail = await read(version)
    expect(detail.failure).toBeNull()
    return detail
  }

  return {
    api,
    client,
    read,
    settled,
    keyOf,
    clear: () => clear(owner),
    /** One order for each request. */
    async arrangeOrders(requests: TestRequest[]) {
      const orders = []
      for (const id of await arrangeRequests(owner, requests)) {
        const body = { idempotencyKey: randomUUID(), requestIds: [id] }
        orders.push(await client(createWorkOrder, { params, body }))
      }
      return orders
    },
    async solved(body: Partial<CallOf<typeof solvePlan>['body']> = {}): Promise<PlanVersionDetail> {
      return settled(await client(solvePlan, { params, body: { day, seconds: 1, ...body } }))
    },
    publish: (version: VersionKey, crewIds?: number[]) =>
      client(publishPlanVersion, { params: keyOf(version), body: crewIds ? { crewIds } : {} }),
    checkTakeBack: (version: VersionKey) => client(checkTakeBack, { params: keyOf(version) }),
    takeBack: (version: VersionKey, body: TakingBack = {}, as = client) =>
      as(takeBackPlanVersion, { params: keyOf(version), body: { from: null, ...body } }),
    move: (version: VersionKey, body: CallOf<typeof movePlanStop>['body']) =>
      client(movePlanStop, { params: keyOf(version), body }),
    /** Takes back all that was done to the plan since. */
    backTo: ({ planId, version }: VersionKey) =>
      client(setPlanHead, { params: { ...params, planId }, body: { version, from: null } }),
    explain: (version: VersionKey, taskId: number) =>
      client(explainPlanTask, { params: { ...keyOf(version), taskId } }),
    /** The plan of the day. */
    thePlan: async () => (await client(listPlans, { params, query: { day } }))[0],
    readOrder: (id: number) => client(getWorkOrder, { params: { ...params, id } }),
    jobCall: () => ({ id: randomUUID(), context: api.context, signal: new AbortController().signal }),
    /** The way of a route, [lon, lat], as PostGIS reads it. */
    async lineOf({ polyline }: Pick<Route, 'polyline'>): Promise<[number, number][]> {
      const { rows } = await owner.query(sql`
        select st_asgeojson(st_linefromencodedpolyline(${polyline}, 6))::json->'coordinates' as line`)
      return rows[0].line as [number, number][]
    },
    async visits() {
      const { rows } = await owner.query(sql`
        select id, task_id, crew_id, status, version from visit order by id`)
      return rows
    },
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  }
}

export type TestDispatch = Awaited<ReturnType<typeof testDispatch>>

/** The tasks of a crew in their order. */
export function tasksOf({ routes }: Pick<PlanVersionDetail, 'routes'>, crewId: number): (number | null)[] {
  const route = routes.find((other) => other.crewId === crewId)
  return (route?.stops ?? []).filter(({ kind }) => kind === 'task').map(({ taskId }) => taskId)
}

/** A version that is being solved, for a job that the test runs itself. */
export async function beginSolve(
  { api }: TestDispatch,
  { planId, version: follows }: VersionKey,
): Promise<VersionKey> {
  const version = await api.context.db.tenant(cityId, async (tx) => {
    const { request } = (await findVersion(tx, planId, follows))!
    const act = { kind: 'solve', title: null } as const
    const given = { request, baseVersion: follows, follows, act, accountId: null }
    return insertVersion(tx, planId, { status: 'solving', ...given }, new Date())
  })
  return { planId, version }
}
