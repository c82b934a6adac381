import { z } from 'zod'
import { ExpectedArrival } from './arrivals.ts'
import { endpoint, staff } from './endpoint.ts'
import { requestSorts } from './list-sorts.ts'
import { Media } from './photos.ts'
import { ServiceCode } from './services.ts'
import {
  BacklogFilter,
  Bbox,
  Flag,
  Id,
  InJurisdiction,
  InJurisdictionById,
  Instant,
  Language,
  LonLat,
  Lat,
  Lon,
  Page,
  listOf,
  pageOf,
  PublicId,
} from './values.ts'

export const requestStatuses = [
  'received',
  'triaged',
  'accepted',
  'planned',
  'in_progress',
  'resolved',
  'verified',
  'reopen_requested',
  'reopened',
  'awaiting_citizen',
  'forwarded_external',
  'duplicate',
  'rejected',
  'not_responsible',
  'cancelled',
] as const
export const RequestStatus = z.enum(requestStatuses)
export type RequestStatus = z.infer<typeof RequestStatus>

export const channels = ['web', 'app', 'phone', 'api', 'import'] as const

export const NewRequest = z.object({
  /** made by the client once per report: a double tap or a retry gives the first report back */
  idempotencyKey: z.uuid(),
  serviceCode: ServiceCode,
  location: LonLat,
  description: z.string().trim().max(4000).default(''),
  attributes: z
    .record(
      z.string().max(60),
      z.union([z.string().max(2000), z.number(), z.array(z.string().max(200)).max(50)]),
    )
    .default({}),
  mediaIds: z.array(z.uuid()).max(5).default([]),
  language: Language.default('el'),
  channel: z.enum(['web', 'app', 'phone', 'api']).default('web'),
  reporter: z
    .object({
      name: z.string().trim().max(120).optional(),
      email: z.email().max(200).optional(),
      phone: z
        .string()
        .trim()
        .max(30)
        .regex(/^[+0-9 ()-]*$/)
        .optional(),
    })
    .optional(),
})

export const reportRequest = endpoint({
  name: 'reportRequest',
  method: 'POST',
  path: '/v1/:jurisdictionId/requests',
  summary: 'Report something to the city',
  tag: 'requests',
  access: 'public',
  params: InJurisdiction,
  body: NewRequest,
  status: 201,
  response: z.object({
    publicId: PublicId,
    status: RequestStatus,
    dueAt: Instant,
    /** true when this report had been sent before */
    isRepeat: z.boolean(),
  }),
})

export const StoryEvent = z.object({
  at: Instant,
  kind: z.string(),
  status: RequestStatus.nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
})

/** What anyone with the link may see: no personal data. */
export const TrackedRequest = z.object({
  publicId: PublicId,
  serviceCode: ServiceCode,
  status: RequestStatus,
  isOpen: z.boolean(),
  description: z.string(),
  address: z.string().nullable(),
  areaId: z.number().int().nullable(),
  location: LonLat,
  requestedAt: Instant,
  dueAt: Instant,
  /** since when the city waits for the citizen: until it goes on, `dueAt` does not count */
  clockStoppedAt: Instant.nullable(),
  updatedAt: Instant,
  closedAt: Instant.nullable(),
  duplicateOf: PublicId.nullable(),
  /** reports of the same fault, this one included */
  reportCount: z.number().int(),
  expectedArrival: ExpectedArrival.nullable(),
  media: z.array(Media),
  story: z.array(StoryEvent),
  version: z.number().int(),
})
export type TrackedRequest = z.infer<typeof TrackedRequest>

export const trackRequest = endpoint({
  name: 'trackRequest',
  method: 'GET',
  path: '/v1/:jurisdictionId/tracking/:publicId',
  summary: 'The public story of one request',
  tag: 'requests',
  access: 'public',
  params: InJurisdiction.extend({ publicId: PublicId }),
  response: TrackedRequest,
})

export const NearbyRequest = z.object({
  publicId: PublicId,
  serviceCode: ServiceCode,
  status: RequestStatus,
  address: z.string().nullable(),
  location: LonLat,
  requestedAt: Instant,
  distanceMeters: z.number(),
})

export const listNearbyRequests = endpoint({
  name: 'listNearbyRequests',
  method: 'GET',
  path: '/v1/:jurisdictionId/tracking',
  summary: 'Open requests near a point: has it been reported already?',
  tag: 'requests',
  access: 'public',
  params: InJurisdiction,
  query: z.object({
    lon: Lon,
    lat: Lat,
    service: ServiceCode.optional(),
    radiusMeters: z.coerce.number<number | string>().int().min(10).max(500).default(100),
  }),
  response: z.array(NearbyRequest),
})

/** A row of the dispatcher's lists. */
export const RequestRow = z.object({
  id: Id,
  publicId: PublicId,
  serviceCode: ServiceCode,
  departmentCode: z.string(),
  status: RequestStatus,
  isOpen: z.boolean(),
  channel: z.enum(channels),
  priority: z.number().int(),
  description: z.string(),
  address: z.string().nullable(),
  areaId: z.number().int().nullable(),
  incidentId: Id.nullable(),
  /** open reports of the same fault, this one included; 1 when there is no other */
  reportCount: z.number().int(),
  workOrderId: Id.nullable(),
  hotspotId: Id.nullable(),
  mediaCount: z.number().int(),
  location: LonLat,
  requestedAt: Instant,
  dueAt: Instant,
  clockStoppedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  isLate: z.boolean(),
  version: z.number().int(),
})
export type RequestRow = z.infer<typeof RequestRow>

export const RequestFilter = BacklogFilter.extend({
  service: listOf(ServiceCode).optional(),
  status: listOf(RequestStatus).optional(),
  isOpen: Flag.optional(),
  isLate: Flag.optional(),
  /** only requests that no open work order holds */
  isUnordered: Flag.optional(),
  areaId: Id.optional(),
  hotspotId: Id.optional(),
  /** only requests that belong to a hotspot, or to none */
  isInHotspot: Flag.optional(),
  ids: listOf(Id).optional(),
  sort: z.enum(requestSorts).default('newest'),
  isReversed: Flag.optional(),
  bbox: Bbox.optional(),
  /** words of the address or description, or a public id */
  q: z.string().trim().max(120).optional(),
})

export const listRequests = endpoint({
  name: 'listRequests',
  method: 'GET',
  path: '/v1/:jurisdictionId/requests',
  summary: 'Requests, newest first unless asked otherwise',
  tag: 'requests',
  access: [...staff, 'crew'],
  params: InJurisdiction,
  query: RequestFilter.extend(Page.shape),
  response: pageOf(RequestRow),
})

export const RequestEvent = z.object({
  id: Id,
  kind: z.string(),
  fromStatus: RequestStatus.nullable(),
  toStatus: RequestStatus.nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  isPublic: z.boolean(),
  actorKind: z.string(),
  actorName: z.string().nullable(),
  channel: z.string(),
  occurredAt: Instant,
  receivedAt: Instant,
})

export const RequestDetail = RequestRow.extend({
  attributes: z.record(z.string(), z.unknown()),
  language: Language,
  duplicateOfId: Id.nullable(),
  reporter: z
    .object({ name: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable() })
    .nullable(),
  media: z.array(Media),
  events: z.array(RequestEvent),
  allowedMoves: z.array(RequestStatus),
})
export type RequestDetail = z.infer<typeof RequestDetail>

export const getRequest = endpoint({
  name: 'getRequest',
  method: 'GET',
  path: '/v1/:jurisdictionId/requests/:id',
  summary: 'One request with its history',
  tag: 'requests',
  access: staff,
  params: InJurisdictionById,
  response: RequestDetail,
})

export const changeRequestStatus = endpoint({
  name: 'changeRequestStatus',
  method: 'POST',
  path: '/v1/:jurisdictionId/requests/:id/status',
  summary: 'Move a request along its lifecycle',
  tag: 'requests',
  access: staff,
  params: InJurisdictionById,
  body: z.object({
    status: RequestStatus,
    /** needed for rejected and not_responsible */
    reason: z.string().trim().max(500).optional(),
    note: z.string().trim().max(4000).optional(),
    duplicateOfId: Id.optional(),
    /** the version the change was decided on; a newer one is a conflict */
    version: z.number().int(),
  }),
  response: RequestDetail,
})
