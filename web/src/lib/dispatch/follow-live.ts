import type { Live } from '#lib/city/live.svelte.ts'
import { afterQuiet } from '#lib/ui/after-quiet.ts'
import type { Dispatch } from './dispatch.svelte.ts'

/** Keeps lists and details as the server has them; returns the function that stops. */
export function followLive(dispatch: Dispatch, live: Pick<Live, 'on' | 'onResync'>): () => void {
  const requests = afterQuiet(() => void dispatch.requests.refresh())
  const orders = afterQuiet(() => void dispatch.orders.refresh())
  // the map's own tiles follow by themselves
  const places = afterQuiet(() => {
    void dispatch.requestPlaces.refresh()
    void dispatch.orderPlaces.refresh()
  })
  const hotspots = afterQuiet(() => void dispatch.hotspots.refresh())
  const crews = afterQuiet(() => void dispatch.crews.refresh())
  const request = afterQuiet(() => void dispatch.request.refresh())
  const order = afterQuiet(() => void dispatch.order.refresh())
  const hotspot = afterQuiet(() => void dispatch.hotspot.refresh())
  const all = [requests, orders, places, hotspots, crews, request, order, hotspot]

  const stops = [
    live.on('request', ({ entityId }) => {
      requests()
      places()
      if (entityId === String(dispatch.request.key)) request()
    }),
    live.on('work_order', ({ entityId }) => {
      orders()
      places()
      if (entityId === String(dispatch.order.key)) order()
    }),
    live.on('hotspot', ({ entityId }) => {
      hotspots()
      if (entityId === String(dispatch.hotspot.key)) hotspot()
    }),
    live.on('visit', () => {
      orders()
      // an order that goes over to another crew is the same order
      order()
    }),
    live.on('crew', crews),
    live.on('roster', crews),
    live.onResync(() => all.forEach((refresh) => refresh())),
  ]
  return () => {
    stops.forEach((stop) => stop())
    all.forEach((refresh) => refresh.stop())
  }
}
