import { hotspotLayerIds, hotspotOverlay } from '#lib/map/hotspot-layers.ts'
import type { MapOverlay } from '#lib/map/overlay.ts'
import {
  orderPlaceLayers,
  placesOverlay,
  requestPlaceLayers,
  type ListedPlace,
} from '#lib/map/place-layers.ts'
import { requestClusterLayerId, requestLayerIds, requestOverlay } from '#lib/map/request-layers.ts'
import type { Planning } from '#lib/plan/planning.svelte.ts'
import type { Dispatch } from './dispatch.svelte.ts'
import { requestPlacesKey } from './list-queries.ts'
import { shownHotspots } from './shown-hotspots.ts'
import type { View } from './view.ts'

/** Layers whose features are counts, which a click goes nearer to. */
export const clusterLayerIds = [requestClusterLayerId, requestPlaceLayers.cluster, orderPlaceLayers.cluster]
export const orderLayerIds = [...orderPlaceLayers.singles, orderPlaceLayers.cluster]
export const requestPinLayerIds = [...requestLayerIds, 'requests-late-ring', ...requestPlaceLayers.singles]
export const backlogLayerIds = [
  ...requestPinLayerIds,
  requestClusterLayerId,
  requestPlaceLayers.cluster,
  ...hotspotLayerIds,
  ...orderLayerIds,
]

interface Shown {
  dispatch: Dispatch
  view: View
  tilesUrl: string
  showsRequests: boolean
  showsHotspots: boolean
}

/** The backlog on the map: the same as its lists hold. */
export function backlogOnMap({
  dispatch,
  view,
  tilesUrl,
  showsRequests,
  showsHotspots,
}: Shown): MapOverlay[] {
  const selectedId = view.focus?.kind === 'hotspot' ? view.focus.id : null
  const jurisdictionId = dispatch.city.id
  const requests =
    requestPlacesKey(view) === null
      ? requestOverlay({ tilesUrl, jurisdictionId, services: view.services })
      : placesOverlay(requestPlaceLayers, listed(dispatch.requestPlaces, dispatch.chosen))
  return [
    ...(showsHotspots ? [hotspotOverlay({ hotspots: shownHotspots(dispatch, view), selectedId })] : []),
    ...(showsRequests ? [requests] : []),
    ...(view.tab === 'orders'
      ? [placesOverlay(orderPlaceLayers, listed(dispatch.orderPlaces, dispatch.chosenOrders), 'ink')]
      : []),
  ]
}

function listed(places: Dispatch['orderPlaces'], chosen: { has(id: number): boolean }): ListedPlace[] {
  return (places.value?.items ?? []).map((place) => ({ ...place, isChosen: chosen.has(place.id) }))
}

/** While a plan is prepared: the orders that go into it, and those that were left out. */
export function planOrdersOnMap({ orders, choice }: Planning): MapOverlay[] {
  if (!orders.value) return []
  const places = choice.orders.map((order) => ({ ...order, isLeftOut: !choice.takes(order.id) }))
  return [placesOverlay(orderPlaceLayers, places, 'ink')]
}
