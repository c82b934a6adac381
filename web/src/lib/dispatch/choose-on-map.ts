import type { LonLat } from '@dromos/api/contract'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { failureText } from '#lib/city/api.ts'
import { around } from '#lib/closures/around.ts'
import { routeStopLayerIds } from '#lib/map/route-layers.ts'
import type { ClickKeys, MapFeature } from '#lib/map/stage.svelte.ts'
import { m } from '#lib/paraglide/messages.js'
import { chooseByClick } from '#lib/plan/chosen-stops.svelte.ts'
import type { Planning } from '#lib/plan/planning.svelte.ts'
import { toasts } from '#lib/ui/toasts.svelte.ts'
import { clusterLayerIds, orderLayerIds, requestPinLayerIds } from './backlog-on-map.ts'
import { boxOf, chooseInside, ordersInside, requestsInside } from './choose-inside.ts'
import { countedIn } from './counted-in.ts'
import type { Dispatch } from './dispatch.svelte.ts'
import type { Section, View } from './view.ts'

/** pixels around a click within which the place of what was clicked lies */
const reach = 16

interface Given {
  map: Pick<MapLibreMap, 'project' | 'unproject' | 'getSource' | 'getZoom'>
  dispatch: Dispatch
  planning: Planning
  current: { section: Section; view: View }
}

/**
 * A click with Ctrl or Cmd takes what it hits into the selection, or out of it, all of a count at once; false for one
 * that opens.
 */
export function chooseOnMap(given: Given, feature: MapFeature, keys: ClickKeys): boolean {
  const { planning, current } = given
  const isOrder = orderLayerIds.includes(feature.layerId)
  const isHeld = keys.ctrlKey || keys.metaKey
  if (current.section === 'today' && isOrder) return isHeld && inform(turnForPlan(given, feature))
  if (current.section === 'today')
    return (
      routeStopLayerIds.includes(feature.layerId) &&
      chooseByClick(planning, Number(feature.properties.stopId), keys)
    )
  if (current.section !== 'backlog' || !isHeld) return false
  const isCount = clusterLayerIds.includes(feature.layerId)
  const isPin = feature.id !== undefined && (isOrder || requestPinLayerIds.includes(feature.layerId))
  if (!isCount && !isPin) return false
  return inform(isCount ? turnAll(given, feature, isOrder) : turn(given, feature, isOrder))
}

function inform(done: Promise<void>): true {
  void done.catch((failure: unknown) => toasts.show({ kind: 'late', text: failureText(failure) }))
  return true
}

/** Into the plan that is prepared, or out of it where all of it is in. */
async function turnForPlan({ map, planning: { choice } }: Given, feature: MapFeature): Promise<void> {
  const counted = clusterLayerIds.includes(feature.layerId) ? await countedIn(map, feature) : null
  const ids = [...(counted?.ids ?? [Number(feature.id)])]
  choice.turnOrders(ids, !ids.every((id) => choice.takes(id)))
}

/** All that a count stands for is taken in; out, where all of it is chosen already. */
async function turnAll(
  { map, dispatch, current: { view } }: Given,
  feature: MapFeature,
  isOrder: boolean,
): Promise<void> {
  const counted = await countedIn(map, feature)
  const of = isOrder ? 'orders' : 'requests'
  if (counted) await chooseInside(dispatch, view, { ...counted, way: 'turnAll', of })
}

async function turn(
  { map, dispatch, current: { view } }: Given,
  feature: MapFeature,
  isOrder: boolean,
): Promise<void> {
  const id = Number(feature.id)
  const polygon = boxAround(map, [feature.lon, feature.lat])
  const { chosen, chosenOrders } = dispatch
  if (isOrder) {
    const known = chosenOrders.rows.get(id)
    if (known) return chosenOrders.toggle(known)
    const { items } = await ordersInside(dispatch, view, polygon)
    const found = items.find((order) => order.id === id)
    return found && chosenOrders.toggle(found)
  }
  const known = chosen.rows.get(id)
  if (known) return chosen.toggle(known)
  const { items } = await requestsInside(dispatch, view, polygon)
  const found = items.find((request) => request.id === id)
  // what is in an order already makes no other
  if (found && found.workOrderId !== null)
    toasts.show({ kind: 'info', topic: 'chosen', text: m.dispatch_lasso_ordered({ count: 1 }) })
  else if (found) chosen.toggle(found)
}

function boxAround(map: Given['map'], at: LonLat): LonLat[] {
  const { x, y } = map.project(at)
  return boxOf(map, [x - reach, y - reach], [x + reach, y + reach])
}

/** Orders in a box go into the plan that is prepared: they alone, or beside those that are in. */
export function takeOrdersInside({ choice }: Planning, box: LonLat[], isAdding: boolean): void {
  const isInside = insideOf(box)
  const ids = choice.orders.flatMap(({ id, location }) => (isInside(location) ? [id] : []))
  if (ids.length === 0) toasts.show({ kind: 'info', text: m.backlog_no_orders_inside() })
  else if (isAdding) choice.turnOrders(ids, true)
  else choice.takeOnly(ids)
}

/** Stops of the plan in a box that is drawn over it. */
export function chooseStopsInside(planning: Planning, box: LonLat[], isAdding: boolean): void {
  const { detail, chosen, canChange } = planning
  if (!detail.value || !canChange) return
  const isInside = insideOf(box)
  const stops = [...detail.value.routes.flatMap((route) => route.stops), ...detail.value.unassigned]
  const inside = stops.flatMap(({ taskId, location }) =>
    taskId !== null && location && isInside(location) ? [taskId] : [],
  )
  chosen.take(inside, isAdding)
  if (inside.length === 0) toasts.show({ kind: 'info', text: m.plan_no_stops_inside() })
}

function insideOf(box: LonLat[]): (place: LonLat) => boolean {
  const bounds = around(box)
  if (!bounds) return () => false
  const [west, south, east, north] = bounds
  return ([lon, lat]) => lon >= west && lon <= east && lat >= south && lat <= north
}
