import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ServiceCode } from './services.ts'
import { DeviceId, Id, InJurisdiction, Instant, LonLat } from './values.ts'

/** A small open job near a stop of the crew that is still to come, or where it is now. */
export const NearbyJob = z.object({
  taskId: Id,
  workOrderId: Id,
  title: z.string(),
  serviceCode: z.string(),
  address: z.string().nullable(),
  location: LonLat,
  notes: z.string(),
  priority: z.number().int(),
  dueAt: Instant.nullable(),
  /** with setting up */
  durationMinutes: z.number().int(),
  /** the stop that it is taken from */
  nearVisitId: Id,
  /** from that stop, as the crew goes */
  distanceMeters: z.number().int(),
  /** more driving than without it */
  detourSeconds: z.number().int(),
})
export type NearbyJob = z.infer<typeof NearbyJob>

/** What a crew may take on its way, for a tablet to keep. */
export const Nearby = z.object({
  crewId: z.number().int(),
  detourMinutes: z.number().int(),
  /** the nearest first */
  jobs: z.array(NearbyJob).max(20),
  /** straight-line estimates instead of streets */
  isEstimate: z.boolean(),
  at: Instant,
})
export type Nearby = z.infer<typeof Nearby>

const crews = ['crew', 'dispatcher', 'manager', 'admin'] as const

export const listNearbyJobs = endpoint({
  name: 'listNearbyJobs',
  method: 'GET',
  path: '/v1/:jurisdictionId/nearby-jobs',
  summary: "Small open jobs near the stops of a crew's day, within the detour it may make",
  tag: 'field',
  access: crews,
  params: InJurisdiction,
  query: z.object({
    /** crews get their own; dispatchers name one */
    crewId: z.coerce.number<number | string>().int().optional(),
    /** of the tablet that asks */
    deviceId: DeviceId.optional(),
  }),
  response: Nearby,
})

/** Why a crew did not get what it asked for. */
export const sweepRefusals = ['other_crew', 'gone', 'no_room', 'no_shift', 'revoked'] as const
export type SweepRefusal = (typeof sweepRefusals)[number]

export const ClaimResult = z.object({
  opId: z.uuid(),
  taskId: Id,
  outcome: z.enum(['taken', 'refused']),
  reason: z.enum(sweepRefusals).nullable(),
})
export type ClaimResult = z.infer<typeof ClaimResult>

/** Of two crews that ask, the first one to be heard has it; the other is told. Handed back as any other job. */
export const claimNearbyJob = endpoint({
  name: 'claimNearbyJob',
  method: 'POST',
  path: '/v1/:jurisdictionId/nearby-jobs/:taskId/claims',
  summary: 'Take a nearby job into the day of the own crew; safe to send again',
  tag: 'field',
  access: ['crew'],
  params: InJurisdiction.extend({ taskId: Id }),
  body: z.object({
    opId: z.uuid(),
    deviceId: DeviceId,
    /** counts up on the device */
    sequence: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
    /** the device's clock when the tap was made, and when it is sent */
    occurredAt: Instant,
    sentAt: Instant,
  }),
  response: ClaimResult,
})

const Version = z.number().int().min(1)

/** How long a job of a service may take at most for a crew to take it on its way; 0 is never. */
export const SweepLimit = z.object({
  serviceCode: ServiceCode,
  sweepMinutes: z.number().int().min(0).max(240),
  version: Version,
})
export type SweepLimit = z.infer<typeof SweepLimit>

/** By how much more driving a crew may take one; 0 is not at all. */
export const DetourBudget = z.object({
  crewId: z
    .number()
    .int()
    .positive()
    .max(2 ** 31 - 1),
  detourMinutes: z.number().int().min(0).max(60),
  version: Version,
})
export type DetourBudget = z.infer<typeof DetourBudget>

export const getSweepLimits = endpoint({
  name: 'getSweepLimits',
  method: 'GET',
  path: '/v1/:jurisdictionId/sweep-limits',
  summary: 'Which jobs crews may take on their way, by service, and how far each may turn off for one',
  tag: 'services',
  access: ['dispatcher', 'manager', 'admin'],
  params: InJurisdiction,
  response: z.object({ services: z.array(SweepLimit).max(500), crews: z.array(DetourBudget).max(500) }),
})

export const setSweepLimit = endpoint({
  name: 'setSweepLimit',
  method: 'PUT',
  path: '/v1/:jurisdictionId/sweep-limits/services/:serviceCode',
  summary: 'Say how long a job of a service may take at most for a crew to take it on its way; 0 is never',
  tag: 'services',
  access: ['manager', 'admin'],
  params: InJurisdiction.extend({ serviceCode: ServiceCode }),
  body: SweepLimit.pick({ sweepMinutes: true, version: true }),
  response: SweepLimit,
})

export const setDetourBudget = endpoint({
  name: 'setDetourBudget',
  method: 'PUT',
  path: '/v1/:jurisdictionId/sweep-limits/crews/:crewId',
  summary: 'Say by how much more driving a crew may take a job on its way; 0 is not at all',
  tag: 'services',
  access: ['manager', 'admin'],
  params: InJurisdiction.extend({ crewId: Id }),
  body: DetourBudget.pick({ detourMinutes: true, version: true }),
  response: DetourBudget,
})
