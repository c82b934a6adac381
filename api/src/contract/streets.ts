import { z } from 'zod'
import { endpoint, staff } from './endpoint.ts'
import { Id, InJurisdiction, Lat, LineString, Lon } from './values.ts'

export const StreetName = z.object({
  id: Id,
  name: z.string(),
  areaId: z.number().int().nullable(),
  lengthMeters: z.number().int(),
})
export type StreetName = z.infer<typeof StreetName>

/** A piece of a street from one crossing to the next. */
export const Stretch = z.object({
  id: Id,
  line: LineString,
  lengthMeters: z.number().int(),
  numberFrom: z.number().int().nullable(),
  numberTo: z.number().int().nullable(),
  /** streets met at its ends; empty where none has a name */
  crossings: z.tuple([z.array(z.string()), z.array(z.string())]),
})
export type Stretch = z.infer<typeof Stretch>

export const listStreets = endpoint({
  name: 'listStreets',
  method: 'GET',
  path: '/v1/:jurisdictionId/streets',
  summary: 'Streets by name, best match first; accents, case and Greeklish do not matter',
  tag: 'places',
  access: staff,
  params: InJurisdiction,
  query: z.object({ q: z.string().trim().min(2).max(120) }),
  response: z.array(StreetName),
})

export const findStreetAt = endpoint({
  name: 'findStreetAt',
  method: 'GET',
  path: '/v1/:jurisdictionId/streets/at',
  summary: 'The stretch of a named street nearest to a point, within 50 metres',
  tag: 'places',
  access: staff,
  params: InJurisdiction,
  query: z.object({ lon: Lon, lat: Lat }),
  response: z.object({ streetId: Id, stretchId: Id }).nullable(),
})

export const getStreet = endpoint({
  name: 'getStreet',
  method: 'GET',
  path: '/v1/:jurisdictionId/streets/:streetId',
  summary: 'A street with its stretches, in the order of their house numbers',
  tag: 'places',
  access: staff,
  params: InJurisdiction.extend({ streetId: Id }),
  response: StreetName.extend({ stretches: z.array(Stretch) }),
})
