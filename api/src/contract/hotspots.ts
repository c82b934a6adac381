import { z } from 'zod'
import { endpoint, staff } from './endpoint.ts'
import { ServiceCode } from './services.ts'
import { Bbox, Id, InJurisdiction, InJurisdictionById, Instant, LonLat, Polygon, listOf } from './values.ts'

export const Hotspot = z.object({
  id: Id,
  serviceCode: ServiceCode,
  areaId: z.number().int().nullable(),
  address: z.string().nullable(),
  requestCount: z.number().int(),
  /** of these, already in an open work order */
  orderedCount: z.number().int(),
  overdueCount: z.number().int(),
  receivedLast7Days: z.number().int(),
  receivedPrevious7Days: z.number().int(),
  oldestRequestedAt: Instant,
  newestRequestedAt: Instant,
  center: LonLat,
  hull: Polygon,
  version: z.number().int(),
})
export type Hotspot = z.infer<typeof Hotspot>

export const listHotspots = endpoint({
  name: 'listHotspots',
  method: 'GET',
  path: '/v1/:jurisdictionId/hotspots',
  summary: 'Density clusters of open requests, largest first',
  tag: 'hotspots',
  access: staff,
  params: InJurisdiction,
  query: z.object({
    service: listOf(ServiceCode).optional(),
    bbox: Bbox.optional(),
    limit: z.coerce.number<number | string>().int().min(1).max(1000).default(300),
  }),
  response: z.array(Hotspot),
})

export const getHotspot = endpoint({
  name: 'getHotspot',
  method: 'GET',
  path: '/v1/:jurisdictionId/hotspots/:id',
  summary: 'One hotspot with the ids of its requests',
  tag: 'hotspots',
  access: staff,
  params: InJurisdictionById,
  response: Hotspot.extend({ requestIds: z.array(Id) }),
})
