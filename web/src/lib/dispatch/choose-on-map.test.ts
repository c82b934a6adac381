import type { Endpoint, WorkOrderRow } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import type { City } from '#lib/city/city.svelte.ts'
import type { MapOverlay } from '#lib/map/overlay.ts'
import { ChosenStops } from '#lib/plan/chosen-stops.svelte.ts'
import { PlanChoice } from '#lib/plan/plan-choice.svelte.ts'
import type { Planning } from '#lib/plan/planning.svelte.ts'
import { backlogOnMap, planOrdersOnMap } from './backlog-on-map.ts'
import { chooseOnMap, chooseStopsInside, takeOrdersInside } from './choose-on-map.ts'
import { Dispatch } from './dispatch.svelte.ts'
import { requestRow } from './testing.ts'
import { readView } from './view.ts'

/** what lies together in counts of lists, by the id of the count */
const leaves: Record<number, { id: number; geometry: object }[]> = {
  3: [7, 8].map((id) => ({ id, geometry: { type: 'Point', coordinates: [23.7 + id / 1000, 38] } })),
}
const map = {
  getZoom: () => 11.4,
  getSource: () => ({ getClusterLeaves: async (cluster: number) => leaves[cluster] }),
  project: ([lon, lat]: [number, number]) => ({ x: lon * 1000, y: lat * 1000 }),
  unproject: ([x, y]: [number, number]) => ({ lng: x / 1000, lat: y / 1000 }),
} as never
const plain = { ctrlKey: false, metaKey: false, shiftKey: false }
const held = { ...plain, ctrlKey: true }
const pin = (layerId: string, id: number, properties = {}) => {
  const [lon, lat] = [23.7, 38]
  return { layerId, id, properties, lon, lat, at: [lon, lat] as [number, number], inPlace: 1 }
}

function backlog(items: object[], search = '') {
  const asked: unknown[] = []
  const boxes: ([number, number][] | undefined)[] = []
  const call = (async ({ name }: Endpoint, { body }: { body?: { polygon: [number, number][] } }) => {
    asked.push(name)
    boxes.push(body?.polygon)
    return { items, isCut: false }
  }) as never
  const dispatch = new Dispatch({ id: 'aigaleo' } as City, call)
  const view = readView(new URL(`http://city.test/aigaleo/dispatch/backlog${search}`))
  const planning = {} as Planning
  return {
    given: { map, dispatch, planning, current: { section: 'backlog' as const, view } },
    dispatch,
    asked,
    boxes,
  }
}
const placed = (id: number) => ({ id, location: [23.7 + id / 1000, 38], isLate: false })
/** What an overlay's data says of each of its points. */
function drawn({ sources }: MapOverlay): object[] {
  const [source] = Object.values(sources) as { data: { features: { properties: object }[] } }[]
  return source!.data.features.map(({ properties }) => properties)
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

test('all that a count of a list stands for is chosen at once, and no more by the next such click', async () => {
  const { given, dispatch, boxes } = backlog([{ id: 7 }, { id: 8 }, { id: 9 }], '?tab=orders')
  const count = pin('listed-orders-cluster', 3, { cluster_id: 3, point_count: 2 })
  expect(chooseOnMap(given, count, plain)).toBe(false)
  expect(chooseOnMap(given, count, held)).toBe(true)
  await answered()
  // what lies between them is not theirs
  expect([...dispatch.chosenOrders.rows.keys()]).toEqual([7, 8])
  const lons = boxes[0]!.map(([lon]) => lon)
  expect([Math.min(...lons), Math.max(...lons)].map((lon) => lon.toFixed(3))).toEqual(['23.707', '23.708'])
  chooseOnMap(given, count, held)
  await answered()
  expect(dispatch.chosenOrders.size).toBe(0)
})

test('of a count of tiles all on its ground is chosen that is in no order, beside what was', async () => {
  const rows = [requestRow({ id: 4 }), requestRow({ id: 5, workOrderId: 9 }), requestRow({ id: 6 })]
  const { given, dispatch, asked } = backlog(rows)
  dispatch.chosen.add([requestRow({ id: 1 }), rows[0]!])
  chooseOnMap(given, pin('requests-cluster', 5), held)
  await answered()
  expect(asked).toEqual(['selectRequests'])
  expect([...dispatch.chosen.rows.keys()]).toEqual([1, 4, 6])
})

test('a count of requests chooses requests while orders are listed', async () => {
  const { given, dispatch, asked } = backlog([requestRow({ id: 4 })], '?tab=orders')
  chooseOnMap(given, pin('requests-cluster', 5), held)
  await answered()
  expect(asked).toEqual(['selectRequests'])
  expect([[...dispatch.chosen.rows.keys()], dispatch.chosenOrders.size]).toEqual([[4], 0])
})

test('hotspots are not chosen', () => {
  const { given, asked } = backlog([])
  expect(chooseOnMap(given, pin('hotspots-dot', 5), held)).toBe(false)
  expect(asked).toEqual([])
})

const boxOver = (west: number, east: number): [number, number][] => [
  [west, 37.99],
  [east, 37.99],
  [east, 38.01],
  [west, 38.01],
]

function preparing(ids: number[]) {
  const { given } = backlog([])
  const choice = new PlanChoice({
    crews: () => [],
    shifts: () => [],
    orders: () =>
      ids.map(
        (id) =>
          ({
            id,
            isLate: false,
            priority: 20,
            dueAt: null,
            location: [23.7 + id / 1000, 38],
          }) as WorkOrderRow,
      ),
  })
  const planning = { choice } as Planning
  return {
    choice,
    planning,
    given: { ...given, planning, current: { ...given.current, section: 'today' as const } },
  }
}

test('while a plan is prepared an order is left out by Ctrl, and taken in by the next such click', async () => {
  const { given, choice } = preparing([7, 8, 9])
  const order = pin('listed-orders-late', 8)
  expect(chooseOnMap(given, order, plain)).toBe(false)
  expect(chooseOnMap(given, order, { ...plain, shiftKey: true })).toBe(false)
  expect(chooseOnMap(given, order, held)).toBe(true)
  await answered()
  expect(choice.orderIds).toEqual([7, 9])
  chooseOnMap(given, order, { ...plain, metaKey: true })
  await answered()
  expect(choice.orderIds).toEqual([7, 8, 9])
})

test('a count of orders goes into the plan whole, or out where all of it is in', async () => {
  const { given, choice } = preparing([7, 8, 9])
  const count = pin('listed-orders-cluster', 3, { cluster_id: 3, point_count: 2 })
  expect(chooseOnMap(given, count, plain)).toBe(false)
  choice.turnOrder(7)
  expect(chooseOnMap(given, count, held)).toBe(true)
  await answered()
  expect(choice.orderIds).toEqual([7, 8, 9])
  chooseOnMap(given, count, held)
  await answered()
  expect(choice.orderIds).toEqual([9])
  // what was picked in the backlog alone is added to as well
  choice.takeOnly([9])
  chooseOnMap(given, count, held)
  await answered()
  expect(choice.orderIds).toEqual([7, 8, 9])
})

test('a box takes the orders inside it alone, or with Ctrl beside the others; an empty one takes none out', () => {
  const { choice, planning } = preparing([7, 8, 9])
  takeOrdersInside(planning, boxOver(23.7065, 23.7085), false)
  expect(choice.orderIds).toEqual([7, 8])
  takeOrdersInside(planning, boxOver(23.7085, 23.71), true)
  expect(choice.orderIds).toEqual([7, 8, 9])
  takeOrdersInside(planning, boxOver(23, 23.1), false)
  expect(choice.orderIds).toEqual([7, 8, 9])
})

test('orders that are left out stay on the map, and are hollow there', () => {
  const { choice } = preparing([7, 8])
  choice.turnOrder(8)
  const [overlay] = planOrdersOnMap({ orders: { value: {} }, choice } as Planning)
  expect(drawn(overlay!)).toMatchObject([
    { isLate: false, isLeftOut: false },
    { isLate: false, isLeftOut: true },
  ])
})

test('what is chosen of a list is drawn as such, also where it is counted', async () => {
  const { given, dispatch } = backlog([7, 8, 9].map(placed), '?tab=orders')
  await dispatch.orderPlaces.open('{}')
  const { view } = given.current
  const shown = () =>
    backlogOnMap({ dispatch, view, tilesUrl: '/tiles', showsRequests: false, showsHotspots: false })
  chooseOnMap(given, pin('listed-orders-cluster', 3, { cluster_id: 3, point_count: 2 }), held)
  await answered()
  expect(drawn(shown()[0]!)).toMatchObject([{ isChosen: true }, { isChosen: true }, { isChosen: false }])
  dispatch.chosenOrders.clear()
  expect(drawn(shown()[0]!).map((each) => (each as { isChosen: boolean }).isChosen)).not.toContain(true)
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
  chooseStopsInside(planning, boxOver(23.705, 23.73), false)
  expect([...planning.chosen.ids]).toEqual([12, 13])
  chooseStopsInside(planning, boxOver(23.69, 23.705), true)
  expect([...planning.chosen.ids]).toEqual([12, 13, 11])
  const past = planOf(false)
  chooseStopsInside(past, boxOver(23, 24), false)
  expect(past.chosen.ids.size).toBe(0)
})
