import { z } from 'zod'
import { Authority } from './conflicts.ts'
import { endpoint } from './endpoint.ts'
import { InJurisdiction, Lat, Lon, LonLat } from './values.ts'

export const Place = z.object({
  /** as people say it: "Θηβών 123, Νέα Ζωή" */
  label: z.string(),
  street: z.string().nullable(),
  number: z.number().int().nullable(),
  areaId: z.number().int().nullable(),
  location: LonLat,
})
export type Place = z.infer<typeof Place>

export const searchPlaces = endpoint({
  name: 'searchPlaces',
  method: 'GET',
  path: '/v1/:jurisdictionId/places',
  summary: 'Streets and addresses by name; accents, case and Greeklish do not matter',
  tag: 'places',
  access: 'public',
  params: InJurisdiction,
  query: z.object({
    q: z.string().trim().min(2).max(120),
    limit: z.coerce.number<number | string>().int().min(1).max(20).default(8),
  }),
  response: z.array(Place),
})

export const describePlace = endpoint({
  name: 'describePlace',
  method: 'GET',
  path: '/v1/:jurisdictionId/places/at',
  summary: 'The address and area of a point, or whose it is when it lies outside the city',
  tag: 'places',
  access: 'public',
  params: InJurisdiction,
  query: z.object({ lon: Lon, lat: Lat }),
  response: z.object({
    isInside: z.boolean(),
    place: Place.nullable(),
    areaNameEl: z.string().nullable(),
    areaNameEn: z.string().nullable(),
    authority: Authority.nullable(),
  }),
})
