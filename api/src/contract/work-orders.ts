import { z } from 'zod'
import { orderSorts } from './list-sorts.ts'
import { dispatchers, endpoint, staff } from './endpoint.ts'
import { OrderNeeds } from './order-needs.ts'
import { Attachment } from './photos.ts'
import { RequestRow, type RequestStatus } from './requests.ts'
import { ServiceCode } from './services.ts'
import { StreetCourse } from './street-courses.ts'
import {
  BacklogFilter,
  Bbox,
  Day,
  Flag,
  Id,
  InJurisdiction,
  InJurisdictionById,
  Instant,
  LonLat,
  Page,
  listOf,
  pageOf,
} from './values.ts'

/** From which a request may be put on a work order; one that is asked to be reopened is decided on first. */
export const orderableStatuses: readonly RequestStatus[] = [
  'received',
  'triaged',
  'accepted',
  'planned',
  'in_progress',
  'reopened',
  'awaiting_citizen',
  'forwarded_external',
]

export const workOrderStatuses = [
  'draft',
  'ready',
  'scheduled',
  'dispatched',
  'in_progress',
  'on_hold',
  'completed',
  'closed',
  'cannot_complete',
  'cancelled',
] as const
export const WorkOrderStatus = z.enum(workOrderStatuses)
export type WorkOrderStatus = z.infer<typeof WorkOrderStatus>

const Codes = z.array(z.string().max(60)).max(20)

export const Task = z.object({
  id: Id,
  position: z.number().int(),
  status: z.enum(['open', 'assigned', 'done', 'failed', 'cancelled']),
  durationMinutes: z.number().int(),
  setupMinutes: z.number().int(),
  skills: z.array(z.string()),
  vehicleFeatures: z.array(z.string()),
  loadM3: z.number(),
  loadKg: z.number(),
  earliestAt: Instant.nullable(),
  latestAt: Instant.nullable(),
  location: LonLat,
})

export const WorkOrderRow = z.object({
  id: Id,
  title: z.string(),
  serviceCode: ServiceCode,
  departmentCode: z.string(),
  status: WorkOrderStatus,
  source: z.enum(['hotspot', 'selection', 'request', 'place', 'split', 'companion', 'follow_on', 'schedule']),
  priority: z.number().int(),
  dueAt: Instant.nullable(),
  isLate: z.boolean(),
  address: z.string().nullable(),
  areaId: z.number().int().nullable(),
  location: LonLat,
  requestCount: z.number().int(),
  durationMinutes: z.number().int(),
  skills: z.array(z.string()),
  taskId: Id,
  /** who has it and when, while a visit is live or done */
  crewId: z.number().int().nullable(),
  day: Day.nullable(),
  createdAt: Instant,
  version: z.number().int(),
})
export type WorkOrderRow = z.infer<typeof WorkOrderRow>

export const createWorkOrder = endpoint({
  name: 'createWorkOrder',
  method: 'POST',
  path: '/v1/:jurisdictionId/work-orders',
  summary: 'One order for requests, or for a place; what is left out comes from the service and the requests',
  tag: 'work orders',
  access: dispatchers,
  params: InJurisdiction,
  status: 201,
  body: z.object({
    idempotencyKey: z.uuid(),
    /** none for an order of a place alone; that names its service */
    requestIds: z.array(Id).max(500).default([]),
    /** where, when no request says so */
    place: z.object({ location: LonLat, address: z.string().trim().min(1).max(300).optional() }).optional(),
    hotspotId: Id.optional(),
    title: z.string().trim().min(1).max(200).optional(),
    serviceCode: ServiceCode.optional(),
    durationMinutes: z.number().int().min(1).max(1440).optional(),
    skills: Codes.optional(),
    vehicleFeatures: Codes.optional(),
    priority: z.number().int().min(0).max(100).optional(),
    dueAt: Instant.optional(),
    earliestAt: Instant.optional(),
    latestAt: Instant.optional(),
    notes: z.string().trim().max(4000).optional(),
    accessNotes: z.string().trim().max(1000).optional(),
    ...OrderNeeds.partial().shape,
    /** let the queue give it to the best crew of today at once */
    assignNow: z.boolean().default(false),
  }),
  response: WorkOrderRow,
})

export const WorkOrderFilter = BacklogFilter.extend({
  areaId: Id.optional(),
  status: listOf(WorkOrderStatus).optional(),
  service: listOf(ServiceCode).optional(),
  isLate: Flag.optional(),
  /** only orders that a plan can take: ready, with an open task */
  isPlannable: Flag.optional(),
  bbox: Bbox.optional(),
  /** words of the title, the address or the service */
  q: z.string().trim().max(120).optional(),
})

export const listWorkOrders = endpoint({
  name: 'listWorkOrders',
  method: 'GET',
  path: '/v1/:jurisdictionId/work-orders',
  summary: 'Work orders, newest first unless asked otherwise',
  tag: 'work orders',
  access: staff,
  params: InJurisdiction,
  query: WorkOrderFilter.extend({
    ...Page.shape,
    /** what is late first, then by priority and by when it is due */
    sort: z.enum([...orderSorts, 'urgent']).default('newest'),
    isReversed: Flag.optional(),
  }),
  response: pageOf(WorkOrderRow),
})

/** Another order, by what one knows it by. */
export const OtherOrder = z.object({
  workOrderId: Id,
  title: z.string(),
  serviceCode: ServiceCode,
  address: z.string().nullable(),
  status: WorkOrderStatus,
})
export type OtherOrder = z.infer<typeof OtherOrder>

/** Other work that an order depends on, as seen from the order: it comes after it, before it, or begins with it. */
export const OrderLink = OtherOrder.extend({ kind: z.enum(['after', 'before', 'together']) })
export type OrderLink = z.infer<typeof OrderLink>

export const WorkOrderDetail = WorkOrderRow.extend({
  links: z.array(OrderLink),
  /** those that its history names */
  others: z.array(OtherOrder),
  attachments: z.array(Attachment),
  notes: z.string(),
  /** how to get to the place */
  accessNotes: z.string(),
  needs: OrderNeeds,
  /** of work along a street */
  street: StreetCourse.nullable(),
  tasks: z.array(Task),
  requests: z.array(RequestRow),
  events: z.array(
    z.object({
      id: Id,
      kind: z.string(),
      fromStatus: z.string().nullable(),
      toStatus: z.string().nullable(),
      reason: z.string().nullable(),
      note: z.string().nullable(),
      actorName: z.string().nullable(),
      occurredAt: Instant,
      data: z.record(z.string(), z.unknown()),
    }),
  ),
  /** why the queue chose this crew */
  assignment: z.record(z.string(), z.unknown()).nullable(),
  allowedMoves: z.array(WorkOrderStatus),
})
export type WorkOrderDetail = z.infer<typeof WorkOrderDetail>

export const getWorkOrder = endpoint({
  name: 'getWorkOrder',
  method: 'GET',
  path: '/v1/:jurisdictionId/work-orders/:id',
  summary: 'One work order with its requests, tasks and history',
  tag: 'work orders',
  access: [...staff, 'crew'],
  params: InJurisdictionById,
  response: WorkOrderDetail,
})

export const changeWorkOrder = endpoint({
  name: 'changeWorkOrder',
  method: 'PATCH',
  path: '/v1/:jurisdictionId/work-orders/:id',
  summary: 'Change what is asked for, or move it along its lifecycle (cancel gives its requests back)',
  tag: 'work orders',
  access: dispatchers,
  params: InJurisdictionById,
  body: z.object({
    version: z.number().int(),
    title: z.string().trim().min(1).max(200).optional(),
    durationMinutes: z.number().int().min(1).max(1440).optional(),
    skills: Codes.optional(),
    vehicleFeatures: Codes.optional(),
    priority: z.number().int().min(0).max(100).optional(),
    dueAt: Instant.nullable().optional(),
    earliestAt: Instant.nullable().optional(),
    latestAt: Instant.nullable().optional(),
    notes: z.string().trim().max(4000).optional(),
    accessNotes: z.string().trim().max(1000).optional(),
    ...OrderNeeds.partial().shape,
    status: WorkOrderStatus.optional(),
    reason: z.string().trim().max(500).optional(),
  }),
  response: WorkOrderDetail,
})

export const assignWorkOrder = endpoint({
  name: 'assignWorkOrder',
  method: 'POST',
  path: '/v1/:jurisdictionId/work-orders/:id/assign',
  summary: 'Let the queue give it to the best crew of the day; the answer comes as a live event',
  tag: 'work orders',
  access: dispatchers,
  params: InJurisdictionById,
  body: z.object({ day: Day.optional() }),
  status: 202,
  response: z.object({ jobId: z.string() }),
})
