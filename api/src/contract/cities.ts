import { z } from 'zod'
import { dispatchers, endpoint } from './endpoint.ts'
import { InJurisdiction, JurisdictionId, listOf, LonLat, MultiPolygon } from './values.ts'

export const Jurisdiction = z.object({
  id: JurisdictionId,
  nameEl: z.string(),
  nameEn: z.string(),
  timezone: z.string(),
  population: z.number().int().nullable(),
  center: LonLat,
  /** west, south, east, north */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  settings: z.record(z.string(), z.unknown()),
})
export type Jurisdiction = z.infer<typeof Jurisdiction>

export const listJurisdictions = endpoint({
  name: 'listJurisdictions',
  method: 'GET',
  path: '/v1/jurisdictions',
  summary: 'The cities served here',
  tag: 'cities',
  access: 'public',
  response: z.array(Jurisdiction),
})

export const getJurisdiction = endpoint({
  name: 'getJurisdiction',
  method: 'GET',
  path: '/v1/:jurisdictionId',
  summary: 'One city with its boundary',
  tag: 'cities',
  access: 'public',
  params: InJurisdiction,
  response: Jurisdiction.extend({ boundary: MultiPolygon }),
})

export const Area = z.object({
  id: z.number().int(),
  kind: z.enum(['community', 'neighbourhood', 'zone']),
  code: z.string(),
  nameEl: z.string(),
  nameEn: z.string(),
  parentId: z.number().int().nullable(),
  population: z.number().int().nullable(),
  streetMeters: z.number().int().nullable(),
  center: LonLat,
})
export type Area = z.infer<typeof Area>

export const listAreas = endpoint({
  name: 'listAreas',
  method: 'GET',
  path: '/v1/:jurisdictionId/areas',
  summary: 'Communities, neighbourhoods and zones of a city',
  tag: 'cities',
  access: 'public',
  params: InJurisdiction,
  query: z.object({ kind: z.enum(['community', 'neighbourhood', 'zone']).optional() }),
  response: z.array(Area),
})

export const outlineAreas = endpoint({
  name: 'outlineAreas',
  method: 'GET',
  path: '/v1/:jurisdictionId/areas/outline',
  summary: 'Neighbourhoods or communities as one outline, of no more corners than a crew’s zone may have',
  tag: 'cities',
  // joining and thinning outlines is work, and of use to who draws zones
  access: dispatchers,
  params: InJurisdiction,
  query: z.object({
    areaIds: listOf(
      z.coerce
        .number<number | string>()
        .int()
        .positive()
        .max(2 ** 31 - 1),
    ),
  }),
  response: z.object({
    /** closed: the last corner is the first; null where they lie apart, or none of them is known */
    ring: z.array(LonLat).nullable(),
    /** pieces they make that do not touch */
    parts: z.number().int(),
    /** areas of their kind that lie in their midst, and so inside the outline too */
    enclosedIds: z.array(z.number().int()),
  }),
})

export const Department = z.object({ code: z.string(), nameEl: z.string(), nameEn: z.string() })

export const listDepartments = endpoint({
  name: 'listDepartments',
  method: 'GET',
  path: '/v1/:jurisdictionId/departments',
  summary: 'Departments of a city',
  tag: 'cities',
  access: 'public',
  params: InJurisdiction,
  response: z.array(Department),
})
