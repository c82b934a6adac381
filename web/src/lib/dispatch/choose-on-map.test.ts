import type { Endpoint } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import type { City } from '#lib/city/city.svelte.ts'
import { ChosenStops } from '#lib/plan/chosen-stops.svelte.ts'
import type { Planning } from '#lib/plan/planning.svelte.ts'
import { chooseOnMap, chooseStopsInside } from './choose-on-map.ts'
import { Dispatch } from './dispatch.svelte.ts'
import { requestRow } from './testing.ts'
import { readView } from './view.ts'

const map = {
  project: ([lon, lat]: [number, number]) => ({ x: lon * 1000, y: lat * 1000 }),
  unproject: ([x, y]: [number, number]) => ({ lng: x / 1000, lat: y / 1000 }),
} as never
const plain = { ctrlKey: false, metaKey: false, shiftKey: false }
const held = { ...plain, ctrlKey: true }
const pin = (layerId: string, id: number) => ({ layerId, id, properties: {}, lon: 23.7, lat: 38 })

function backlog(items: object[], search = '') {
  const asked: unknown[] = []
  const call = (async ({ name }: Endpoint) => (asked.push(name), { items, isCut: false })) as never
  const dispatch = new Dispatch({ id: 'aigaleo' } as City, call)
  const view = readView(new URL(`http://city.test/aigaleo/dispatch/backlog${search}`))
  const planning = {} as Planning
  return {
    given: { map, dispatch, planning, current: { section: 'backlog' as const, view } },
    dispatch,
    asked,
  }
}
const answered = () => new Promise((done) => setTimeout(done))

test('a pin that is clicked with Ctrl is taken in, and out by the next such click', async () => {
  const { given, dispatch, asked } = backlog([requestRow({ id: 4 }), requestRow({ id: 5 })])
  expect(chooseOnMap(given, pin('requests-point', 5), plain)).toBe(false)
  expect(chooseOnMap(given, pin('requests-point', 5), held)).toBe(true)
  await answered()
  expect([...dispatch.chosen.rows.keys()]).toEqual([5])
  chooseOnMap(given, pin('requests-point', 5), { ...plain, metaKey: true })
  await answered()
  expect(dispatch.chosen.size).toBe(0)
  expect(asked).toEqual(['selectRequests'])
})

test('a request that is in an order already is not taken in; an order is, among the orders', async () => {
  const { given, dispatch } = backlog([requestRow({ id: 5, workOrderId: 9 })])
  chooseOnMap(given, pin('requests-late', 5), held)
  await answered()
  expect(dispatch.chosen.size).toBe(0)
  const orders = backlog([{ id: 7 }, { id: 8 }], '?tab=orders')
  chooseOnMap(orders.given, pin('listed-orders-point', 8), held)
  await answered()
  expect([...orders.dispatch.chosenOrders.rows.keys()]).toEqual([8])
})

test('counts and hotspots are not chosen', () => {
  const { given, asked } = backlog([])
  expect(chooseOnMap(given, pin('requests-cluster', 5), held)).toBe(false)
  expect(asked).toEqual([])
})

const stop = (taskId: number | null, lon: number) => ({ kind: 'task', taskId, location: [lon, 38] })
const planOf = (canChange = true) =>
  ({
    chosen: new ChosenStops(),
    canChange,
    detail: {
      value: {
        routes: [{ crewId: 1, stops: [stop(null, 23.7), stop(11, 23.7), stop(12, 23.71), stop(13, 23.72)] }],
        unassigned: [{ taskId: 21, location: [23.7, 38.1] }],
      },
    },
  }) as unknown as Planning

test('a stop of the plan is chosen by Ctrl, and from one to another by Shift', () => {
  const planning = planOf()
  const { given: shown } = backlog([])
  const given = { ...shown, planning, current: { ...shown.current, section: 'today' as const } }
  const click = (stopId: number, keys: typeof plain) =>
    chooseOnMap(given, { ...pin('routes-stop', stopId), properties: { stopId } }, keys)
  expect([click(11, plain), click(11, held), click(13, { ...plain, shiftKey: true })]).toEqual([
    false,
    true,
    true,
  ])
  expect([...planning.chosen.ids]).toEqual([11, 12, 13])
  click(12, held)
  expect([...planning.chosen.ids]).toEqual([11, 13])
})

test('stops in a box are chosen, and others are added to them; of a past day none are', () => {
  const planning = planOf()
  const box = (west: number, east: number): [number, number][] => [
    [west, 37.99],
    [east, 37.99],
    [east, 38.01],
    [west, 38.01],
  ]
  chooseStopsInside(planning, box(23.705, 23.73), false)
  expect([...planning.chosen.ids]).toEqual([12, 13])
  chooseStopsInside(planning, box(23.69, 23.705), true)
  expect([...planning.chosen.ids]).toEqual([12, 13, 11])
  const past = planOf(false)
  chooseStopsInside(past, box(23, 24), false)
  expect(past.chosen.ids.size).toBe(0)
})
