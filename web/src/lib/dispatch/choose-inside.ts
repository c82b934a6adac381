import { selectRequests, selectWorkOrders, type LonLat } from '@dromos/api/contract'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { failureText } from '#lib/city/api.ts'
import { cornersOf } from '#lib/drawing/corners-of.ts'
import { m } from '#lib/paraglide/messages.js'
import { toasts } from '#lib/ui/toasts.svelte.ts'
import { mostChosen } from './chosen.svelte.ts'
import type { Dispatch } from './dispatch.svelte.ts'
import { drawnOrders, drawnRequests } from './list-queries.ts'
import type { View } from './view.ts'

interface Drawing {
  polygon: LonLat[]
  /** in place of what is chosen, to it, or by turns to it and out of it */
  way: 'replace' | 'add' | 'turnAll'
  /** of what lies inside only these; all unless given */
  ids?: ReadonlySet<number> | null
  /** what is chosen; what the list holds unless given */
  of?: 'requests' | 'orders'
}

/** Chooses what lies inside a drawing, of what the list's filters let through. */
export async function chooseInside(dispatch: Dispatch, view: View, drawing: Drawing): Promise<void> {
  try {
    if ((drawing.of ?? view.tab) === 'orders') await chooseOrders(dispatch, view, drawing)
    else await chooseRequests(dispatch, view, drawing)
  } catch (failure) {
    toasts.show({ kind: 'late', text: failureText(failure) })
  }
}

/** Corners of a box of the screen, in pixels, as they lie on the ground. */
export function boxOf(
  map: Pick<MapLibreMap, 'unproject'>,
  from: [number, number],
  to: [number, number],
): LonLat[] {
  return cornersOf(from, to).map((corner): LonLat => {
    const { lng, lat } = map.unproject(corner)
    return [lng, lat]
  })
}

/** Chooses all that the map shows of the list. */
export function chooseInSight(dispatch: Dispatch, view: View, map: MapLibreMap): Promise<void> {
  const { clientWidth, clientHeight } = map.getCanvas()
  const polygon = boxOf(map, [0, 0], [clientWidth, clientHeight])
  return chooseInside(dispatch, view, { polygon, way: 'replace' })
}

/** What lies there of the requests that the list's filters let through. */
export function requestsInside({ call, city }: Dispatch, view: View, polygon: LonLat[]) {
  const body = { polygon, ...drawnRequests(view) }
  return call(selectRequests, { params: { jurisdictionId: city.id }, body })
}

export function ordersInside({ call, city }: Dispatch, view: View, polygon: LonLat[]) {
  const body = { polygon, ...drawnOrders(view) }
  return call(selectWorkOrders, { params: { jurisdictionId: city.id }, body })
}

async function chooseRequests(dispatch: Dispatch, view: View, { polygon, way, ids }: Drawing): Promise<void> {
  const { items: inside, isCut } = await requestsInside(dispatch, view, polygon)
  const items = ids ? inside.filter(({ id }) => ids.has(id)) : inside
  const free = items.filter((row) => row.workOrderId === null)
  dispatch.chosen[way](free)
  if (!items.length) toasts.show({ kind: 'info', topic: 'chosen', text: m.dispatch_lasso_none() })
  else if (isCut || free.length > mostChosen) tellCut()
  else if (free.length < items.length) {
    toasts.show({
      kind: 'info',
      topic: 'chosen',
      text: m.dispatch_lasso_ordered({ count: items.length - free.length }),
    })
  }
}

async function chooseOrders(dispatch: Dispatch, view: View, { polygon, way, ids }: Drawing): Promise<void> {
  const { items: inside, isCut } = await ordersInside(dispatch, view, polygon)
  const items = ids ? inside.filter(({ id }) => ids.has(id)) : inside
  dispatch.chosenOrders[way](items)
  if (!items.length) toasts.show({ kind: 'info', topic: 'chosen', text: m.backlog_no_orders_inside() })
  else if (isCut) tellCut()
}

function tellCut(): void {
  toasts.show({ kind: 'info', topic: 'chosen', text: m.dispatch_lasso_cut({ count: mostChosen }) })
}
