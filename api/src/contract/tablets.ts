import { z } from 'zod'
import { dispatchers, endpoint } from './endpoint.ts'
import { DeviceId, InJurisdiction, Instant } from './values.ts'

export const Tablet = z.object({
  id: DeviceId,
  crewId: z.number().int().nullable(),
  accountName: z.string().nullable(),
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  /** how far its clock is ahead of the city's */
  clockOffsetMs: z.number().int(),
  operationCount: z.number().int(),
  /** taps that met another value, or were not its crew's to make */
  contestedCount: z.number().int(),
  revokedAt: Instant.nullable(),
})
export type Tablet = z.infer<typeof Tablet>

export const listTablets = endpoint({
  name: 'listTablets',
  method: 'GET',
  path: '/v1/:jurisdictionId/tablets',
  summary: 'The tablets of the crews, the last seen first',
  tag: 'field',
  access: dispatchers,
  params: InJurisdiction,
  query: z.object({ crewId: z.coerce.number<number | string>().int().optional() }),
  response: z.array(Tablet).max(500),
})

export const revokeTablet = endpoint({
  name: 'revokeTablet',
  method: 'POST',
  path: '/v1/:jurisdictionId/tablets/:deviceId/revocation',
  summary: 'A lost tablet: its session ends, and what it still sends is kept but changes nothing',
  tag: 'field',
  access: dispatchers,
  params: InJurisdiction.extend({ deviceId: DeviceId }),
  body: z.object({ isRevoked: z.boolean() }),
  response: Tablet,
})
