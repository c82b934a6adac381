import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import {
  addStreetClosure,
  changeStreetClosure,
  listClosureConflicts,
  listStreetClosures,
  lockPlanStop,
  removeStreetClosure,
  type CallOf,
  type ClosureShape,
  type PlanVersionDetail,
} from '../contract/index.ts'
import { saveGraph } from '../roads/network/graph-file.ts'
import { drawGraph, spotBetween, spotOf, type DrawnCity } from '../roads/testing.ts'
import { cityId } from '../testing.ts'
import { findRouteTexts, routeText } from './kept-route-queries.ts'
import { openDraft } from './open-draft.ts'
import { openTravelTimes } from './open-travel-times.ts'
import { day, testDispatch, type TestDispatch } from './testing.ts'
import { routeRows } from './version-rows.ts'

const params = { jurisdictionId: cityId }
/** Two ways from A to C: straight on, or around by D and F. */
const streets: DrawnCity = {
  picture: ['ABC', 'DEF'],
  ways: [{ path: 'ABC' }, { path: 'DEF' }, { path: 'AD' }, { path: 'CF' }],
}
const spot = (letter: string) => [...spotOf(streets, letter)] as [number, number]
const straight: ClosureShape = { type: 'LineString', coordinates: [spot('A'), spot('C')] }
let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
  const { owner } = dispatch.api.database
  saveGraph(drawGraph(streets).graph, join(dispatch.api.context.config.dataDirectory, 'roads.graph'))
  const [lon, lat] = spotBetween(streets, 'A', 'D', 0.2)
  await owner.query(sql`update depot set geom = st_point(${lon}, ${lat}, 4326)`)
})
beforeEach(() => dispatch.clear())
afterAll(() => dispatch?.[Symbol.asyncDispose]())

/** One job in the street from C to F, for the crew with the truck. */
async function arrangeJob(): Promise<void> {
  const [order] = await dispatch.arrangeOrders([{}])
  const [lon, lat] = spotBetween(streets, 'C', 'F', 0.2)
  await dispatch.api.database.owner.query(
    sql`update task set geom = st_point(${lon}, ${lat}, 4326) where id = ${order!.taskId}`,
  )
}

function close(body: Partial<CallOf<typeof addStreetClosure>['body']> = {}) {
  return dispatch.client(addStreetClosure, {
    params,
    body: {
      geometry: straight,
      from: `${day}T00:00:00Z`,
      to: null,
      speedFactor: 0,
      reason: 'Λαϊκή αγορά',
      ...body,
    },
  })
}

const travelOf = ({ routes }: PlanVersionDetail) => routes[0]!.travelSeconds
/** whether a way leads along ABC, which lies on one parallel, for more than its ends */
async function goesStraight({ routes }: PlanVersionDetail): Promise<boolean> {
  const line = await dispatch.lineOf(routes[0]!)
  return line.filter(([, lat]) => Math.abs(lat - spot('A')[1]) < 1e-6).length > 2
}
const conflictsOf = ({ planId, version }: PlanVersionDetail) =>
  dispatch.client(listClosureConflicts, { params: { ...params, planId, version } })

test('a street is closed, changed and opened again', async () => {
  const closure = await close()
  expect(await dispatch.client(listStreetClosures, { params })).toEqual([closure])
  const changed = await dispatch.client(changeStreetClosure, {
    params: { ...params, id: closure.id },
    body: { speedFactor: 0.5, to: `${day}T10:00:00Z` },
  })
  expect(changed).toMatchObject({ ...closure, speedFactor: 0.5, to: `${day}T10:00:00.000Z` })
  await dispatch.client(removeStreetClosure, { params: { ...params, id: closure.id } })
  expect(await dispatch.client(listStreetClosures, { params })).toEqual([])
  await expect(
    dispatch.client(changeStreetClosure, { params: { ...params, id: closure.id }, body: { reason: 'x' } }),
  ).rejects.toMatchObject({ problem: { type: 'not-found' } })
})

test('a closure names the streets it takes, and not those it crosses', async () => {
  const { streets } = await close({
    geometry: {
      type: 'MultiLineString',
      coordinates: [
        [
          [23.69, 37.975],
          [23.69, 37.985],
        ],
      ],
    },
  })
  expect(streets).toEqual(['Θηβών'])
})

test('a day planned after a street is closed goes around it, and again straight once it is open', async () => {
  await arrangeJob()
  const open = await dispatch.solved()
  expect(open.isEstimate).toBe(false)
  const closure = await close({ geometry: { type: 'MultiLineString', coordinates: [straight.coordinates] } })
  const around = await dispatch.solved()
  expect([await goesStraight(open), await goesStraight(around)]).toEqual([true, false])
  expect(travelOf(around)).toBeGreaterThan(travelOf(open))
  await dispatch.client(removeStreetClosure, { params: { ...params, id: closure.id } })
  expect(travelOf(await dispatch.solved())).toBe(travelOf(open))
})

test('a change by hand that leaves a route alone keeps it as it is, unless its streets are other than they were', async () => {
  await arrangeJob()
  const open = await dispatch.solved()
  const { context } = dispatch.api
  const [stored, timed] = await context.db.tenant(cityId, async (tx) => {
    const draft = await openDraft(tx, openTravelTimes(context.config), {
      ...open,
      taskIds: [],
      now: context.clock.now(),
    })
    const rows = routeRows(draft.input, draft.day, draft.view.evaluation)
    return [
      await findRouteTexts(tx, open.planId, open.version),
      new Map(rows.map((row) => [row.crewId, routeText(row)])),
    ]
  })
  expect(stored.size).toBe(1)
  expect(stored).toEqual(timed)
  const lock = (version: PlanVersionDetail, isLocked: boolean) =>
    dispatch.client(lockPlanStop, {
      params: dispatch.keyOf(version),
      body: { kind: 'crew', taskId: version.routes[0]!.stops[1]!.taskId!, isLocked },
    })
  const still = await lock(open, true)
  expect(still.routes).toEqual(open.routes)
  await close({ geometry: { type: 'MultiLineString', coordinates: [straight.coordinates] } })
  const around = await lock(still, false)
  expect([await goesStraight(still), await goesStraight(around)]).toEqual([true, false])
})

test('a slow zone makes the same way longer', async () => {
  await arrangeJob()
  const open = await dispatch.solved()
  const [west, south] = spot('D')
  const [east, north] = spot('C')
  const margin = 0.0002
  const ring: [number, number][] = [
    [west - margin, south - margin],
    [east + margin, south - margin],
    [east + margin, north + margin],
    [west - margin, north + margin],
    [west - margin, south - margin],
  ]
  await close({ geometry: { type: 'Polygon', coordinates: [ring] }, speedFactor: 0.25 })
  expect(travelOf(await dispatch.solved()) / travelOf(open)).toBeGreaterThan(3.5)
})

test('a closure of some hours of the shift counts, one of the night does not', async () => {
  await arrangeJob()
  await close({ from: `${day}T20:00:00Z`, to: `${day}T22:00:00Z` })
  expect(await goesStraight(await dispatch.solved())).toBe(true)
  // 08:00 to 09:00 in the city
  await close({ from: `${day}T06:00:00Z`, to: `${day}T07:00:00Z` })
  expect(await goesStraight(await dispatch.solved())).toBe(false)
})

test('a plan knows which closures are newer than it, and whose way they cut', async () => {
  await arrangeJob()
  const plan = await dispatch.solved()
  expect(await conflictsOf(plan)).toEqual([])
  dispatch.api.clock.set('2026-03-11T08:05:00Z')
  const closure = await close()
  expect(await conflictsOf(plan)).toEqual([{ closureId: closure.id, crewIds: [1] }])
  dispatch.api.clock.set('2026-03-11T08:06:00Z')
  expect(await conflictsOf(await dispatch.solved())).toEqual([])
})

test('a closure that ends before it begins or an outline that crosses itself is refused', async () => {
  await expect(close({ to: '2026-03-01T00:00:00Z' })).rejects.toMatchObject({
    problem: { type: 'bad-input' },
  })
  const bow: [number, number][] = [
    [23.7, 37.98],
    [23.71, 37.99],
    [23.71, 37.98],
    [23.7, 37.99],
    [23.7, 37.98],
  ]
  await expect(close({ geometry: { type: 'Polygon', coordinates: [bow] } })).rejects.toMatchObject({
    problem: { type: 'bad-input' },
  })
})
