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
  /** since when people sign in on it by PIN; null where it only came by */
  registeredAt: Instant.nullable(),
  appVersion: z.string().nullable(),
  /** after too many wrong PINs nobody comes in on it */
  isLocked: z.boolean(),
  /** by PIN, now */
  signedIn: z.object({ name: z.string(), since: Instant, until: Instant }).nullable(),
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

const OfTablet = InJurisdiction.extend({ deviceId: DeviceId })

export const revokeTablet = endpoint({
  name: 'revokeTablet',
  method: 'POST',
  path: '/v1/:jurisdictionId/tablets/:deviceId/revocation',
  summary: 'A lost tablet: its sessions end, and what it still sends is kept but changes nothing',
  tag: 'field',
  access: dispatchers,
  params: OfTablet,
  body: z.object({ isRevoked: z.boolean() }),
  response: Tablet,
})

export const unlockTablet = endpoint({
  name: 'unlockTablet',
  method: 'POST',
  path: '/v1/:jurisdictionId/tablets/:deviceId/unlocking',
  summary: 'Wrong PINs on a tablet are forgotten',
  tag: 'tablets',
  access: dispatchers,
  params: OfTablet,
  response: Tablet,
})

export const makeTabletCode = endpoint({
  name: 'makeTabletCode',
  method: 'POST',
  path: '/v1/:jurisdictionId/crews/:crewId/tablet-codes',
  summary: 'A code that makes one device a tablet of the crew, typed there within minutes',
  tag: 'tablets',
  access: dispatchers,
  params: InJurisdiction.extend({
    crewId: z.coerce
      .number<number | string>()
      .int()
      .positive()
      .max(2 ** 31 - 1),
  }),
  response: z.object({
    /** said here and never again */
    code: z.string(),
    expiresAt: Instant,
  }),
})

export const tabletEventKinds = [
  'code_made',
  'registered',
  'revoked',
  'restored',
  'tablet_unlocked',
  'signed_in',
  'wrong_pin',
  'wrong_code',
  'pin_given',
  'pin_chosen',
  'pin_unlocked',
] as const

export const TabletEvent = z.object({
  id: z.number().int(),
  kind: z.enum(tabletEventKinds),
  at: Instant,
  deviceId: DeviceId.nullable(),
  crewId: z.number().int().nullable(),
  /** whose PIN it was */
  name: z.string().nullable(),
  doneBy: z.string().nullable(),
})
export type TabletEvent = z.infer<typeof TabletEvent>

export const listTabletEvents = endpoint({
  name: 'listTabletEvents',
  method: 'GET',
  path: '/v1/:jurisdictionId/tablet-events',
  summary: 'Who came in on tablets, who tried, and who let them; the last first',
  tag: 'tablets',
  access: dispatchers,
  params: InJurisdiction,
  query: z.object({ limit: z.coerce.number<number | string>().int().min(1).max(200).default(50) }),
  response: z.array(TabletEvent).max(200),
})
