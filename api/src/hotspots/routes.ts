import { getHotspot, listHotspots } from '../contract/index.ts'
import { bind, type Api } from '../http/bind.ts'
import { notFound } from '../http/problems.ts'
import { findHotspot, findHotspots } from './queries.ts'

export function hotspotRoutes(api: Api): void {
  bind(api, listHotspots, ({ query, tenant }) => tenant((tx) => findHotspots(tx, query)))
  bind(api, getHotspot, async ({ params, tenant }) => {
    const hotspot = await tenant((tx) => findHotspot(tx, params.id))
    if (!hotspot) throw notFound('hotspot', params.id)
    return hotspot
  })
}
