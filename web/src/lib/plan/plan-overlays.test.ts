import { expect, test } from 'vitest'
import { planOverlays } from './plan-overlays.ts'

const stop = { kind: 'task', taskId: 11, workOrderId: 111, location: [23.68, 37.99], lateSeconds: 60 }
const route = { crewId: 1, polyline: null, stops: [{ ...stop, kind: 'start', taskId: null }, stop] }

/** What the overlays of a plan draw, by the source. */
function drawn(orders: object | null) {
  const overlays = planOverlays({
    planning: {
      orders: { value: orders },
      detail: { value: { status: 'optimised', routes: [route] } },
      compared: null,
      selected: () => ({ selectedRouteId: null, selectedStopId: null }),
      isChanged: () => false,
      locksOf: () => [],
      crews: () => [],
    } as never,
    dispatch: { crew: () => ({ color: 2 }) } as never,
    watch: { isShown: () => false } as never,
    drag: { preview: null } as never,
    focus: null,
  })
  const sources = Object.assign({}, ...overlays.map((overlay) => overlay.sources)) as Record<
    string,
    { data: { features: { properties: { isQuiet?: boolean } }[] } }
  >
  return (name: string) => sources[name]?.data.features.map(({ properties }) => properties)
}

test('a plan is drawn with its stops; under orders that are chosen for it only its ways, faint', () => {
  const plan = drawn(null)
  expect(plan('routes-line')).toMatchObject([{ routeId: 1, isQuiet: false }])
  expect(plan('routes-stop')).toMatchObject([{ stopId: 11, isLate: true }])
  const beneath = drawn({ orders: [] })
  expect(beneath('routes-line')).toMatchObject([{ routeId: 1, isQuiet: true }])
  expect(beneath('routes-stop')).toEqual([])
})
