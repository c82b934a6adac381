import { z } from 'zod'
import { dispatchers, endpoint, staff } from './endpoint.ts'
import { Id, InJurisdiction, InJurisdictionById, Instant, LonLat, Polygon } from './values.ts'

const Line = z.array(LonLat).min(2).max(2000)
const Area = Polygon.refine(({ coordinates }) => coordinates.every(isClosed), { path: ['coordinates'] })

function isClosed(ring: LonLat[]): boolean {
  const [lon, lat] = ring.at(-1)!
  return ring[0][0] === lon && ring[0][1] === lat
}

export const ClosureShape = z.union([
  Area,
  z.object({ type: z.literal('LineString'), coordinates: Line }),
  z.object({ type: z.literal('MultiLineString'), coordinates: z.array(Line).min(1).max(300) }),
])
export type ClosureShape = z.infer<typeof ClosureShape>

const ClosureInput = z.object({
  /** an area takes every street that touches it, lines the streets they run along */
  geometry: ClosureShape,
  from: Instant,
  /** null: until it is taken away */
  to: Instant.nullable(),
  /** what remains of the speed: 0 is closed, 0.5 takes twice as long */
  speedFactor: z.number().min(0).max(0.99),
  reason: z.string().trim().max(500),
})

export const StreetClosure = ClosureInput.extend({
  id: Id,
  /** the streets it takes, by name, the longest piece first */
  streets: z.array(z.string()),
})
export type StreetClosure = z.infer<typeof StreetClosure>

export const listStreetClosures = endpoint({
  name: 'listStreetClosures',
  method: 'GET',
  path: '/v1/:jurisdictionId/street-closures',
  summary: 'Streets that are closed or slow now or later',
  tag: 'plans',
  access: staff,
  params: InJurisdiction,
  response: z.array(StreetClosure),
})

export const addStreetClosure = endpoint({
  name: 'addStreetClosure',
  method: 'POST',
  path: '/v1/:jurisdictionId/street-closures',
  summary: 'Close or slow streets; every travel time follows',
  tag: 'plans',
  access: dispatchers,
  params: InJurisdiction,
  status: 201,
  body: ClosureInput,
  response: StreetClosure,
})

export const changeStreetClosure = endpoint({
  name: 'changeStreetClosure',
  method: 'PATCH',
  path: '/v1/:jurisdictionId/street-closures/:id',
  summary: 'Change where, when, why or how slow; an end that is over opens the streets',
  tag: 'plans',
  access: dispatchers,
  params: InJurisdictionById,
  body: ClosureInput.partial(),
  response: StreetClosure,
})

export const removeStreetClosure = endpoint({
  name: 'removeStreetClosure',
  method: 'DELETE',
  path: '/v1/:jurisdictionId/street-closures/:id',
  summary: 'Open the street again',
  tag: 'plans',
  access: dispatchers,
  params: InJurisdictionById,
  status: 204,
  response: z.undefined(),
})

/** Crews of a version whose way leads through a closure that the version does not know. */
export const ClosureConflict = z.object({ closureId: Id, crewIds: z.array(z.number().int()) })
export type ClosureConflict = z.infer<typeof ClosureConflict>

export const listClosureConflicts = endpoint({
  name: 'listClosureConflicts',
  method: 'GET',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version/closure-conflicts',
  summary: 'Closures made or changed after this version, and the crews whose way leads through them',
  tag: 'plans',
  access: staff,
  params: InJurisdiction.extend({
    planId: Id,
    version: z.coerce.number<number | string>().int().positive(),
  }),
  response: z.array(ClosureConflict),
})
