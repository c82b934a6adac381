import type { WorkOrderRow } from '@dromos/api/contract'
import type { MapOverlay } from '#lib/map/overlay.ts'
import { semibold } from '#lib/map/type.ts'

const id = 'orders'
/** The layer whose features carry `orderId`. */
export const orderLayerId = `${id}-point`

/** The orders of the list on the map: discs with the number of their requests, late ones ringed. */
export function orderOverlay(options: {
  orders: readonly WorkOrderRow[]
  selectedId: number | null
}): MapOverlay {
  return {
    id,
    sources: {
      [id]: {
        type: 'geojson',
        data: {
          type: 'FeatureCollection',
          features: options.orders.map((order) => ({
            type: 'Feature',
            properties: { orderId: order.id, count: order.requestCount, isLate: order.isLate },
            geometry: { type: 'Point', coordinates: order.location },
          })),
        },
      },
    },
    layers: ({ colours }) => [
      {
        height: 'on top',
        layer: {
          id: orderLayerId,
          type: 'circle',
          source: id,
          paint: {
            'circle-color': colours.ink,
            'circle-radius': ['case', ['==', ['get', 'orderId'], options.selectedId ?? -1], 13, 10],
            'circle-stroke-color': ['case', ['get', 'isLate'], colours.late, colours.casing],
            'circle-stroke-width': 2.5,
          },
        },
      },
      {
        height: 'on top',
        layer: {
          id: `${id}-count`,
          type: 'symbol',
          source: id,
          layout: {
            'text-field': ['to-string', ['get', 'count']],
            'text-font': semibold,
            'text-size': 12,
            'text-allow-overlap': true,
            'text-ignore-placement': true,
          },
          paint: { 'text-color': colours.paper },
        },
      },
    ],
  }
}
