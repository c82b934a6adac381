import { z } from 'zod'
import { dispatchers, endpoint } from './endpoint.ts'
import { OrderNeeds } from './order-needs.ts'
import { ServiceCode } from './services.ts'
import { Id, InJurisdiction, InJurisdictionById } from './values.ts'
import { OrderLink, WorkOrderDetail } from './work-orders.ts'

export const linkWorkOrder = endpoint({
  name: 'linkWorkOrder',
  method: 'POST',
  path: '/v1/:jurisdictionId/work-orders/:id/links',
  summary: 'Let an order come after or before another one, or begin with it at the same time by another crew',
  tag: 'work orders',
  access: dispatchers,
  params: InJurisdictionById,
  body: z.object({ kind: OrderLink.shape.kind, workOrderId: Id }),
  response: WorkOrderDetail,
})

export const unlinkWorkOrder = endpoint({
  name: 'unlinkWorkOrder',
  method: 'DELETE',
  path: '/v1/:jurisdictionId/work-orders/:id/links/:otherId',
  summary: 'Let two orders be independent of each other',
  tag: 'work orders',
  access: dispatchers,
  params: InJurisdiction.extend({ id: Id, otherId: Id }),
  response: WorkOrderDetail,
})

export const addCompanionOrder = endpoint({
  name: 'addCompanionOrder',
  method: 'POST',
  path: '/v1/:jurisdictionId/work-orders/:id/companion',
  summary: 'Let a second crew come at the same time, by an order of its own',
  tag: 'work orders',
  access: dispatchers,
  params: InJurisdictionById,
  status: 201,
  body: z.object({ idempotencyKey: z.uuid() }),
  response: WorkOrderDetail,
})

export const addFollowOnOrder = endpoint({
  name: 'addFollowOnOrder',
  method: 'POST',
  path: '/v1/:jurisdictionId/work-orders/:id/follow-on',
  summary: 'More work at the same place once this is done',
  tag: 'work orders',
  access: dispatchers,
  params: InJurisdictionById,
  status: 201,
  body: z.object({
    idempotencyKey: z.uuid(),
    /** the same one unless told */
    serviceCode: ServiceCode.optional(),
    title: z.string().trim().min(1).max(200).optional(),
    durationMinutes: z.number().int().min(1).max(1440).optional(),
    notes: z.string().trim().max(4000).default(''),
    /** what was arranged for the first holds unless told */
    equipment: OrderNeeds.shape.equipment.optional(),
    permit: OrderNeeds.shape.permit.optional(),
    needsClosure: OrderNeeds.shape.needsClosure.optional(),
  }),
  response: WorkOrderDetail,
})

export const splitWorkOrder = endpoint({
  name: 'splitWorkOrder',
  method: 'POST',
  path: '/v1/:jurisdictionId/work-orders/:id/split',
  summary: 'Some of its requests become an order of their own; minutes follow from the requests of each',
  tag: 'work orders',
  access: dispatchers,
  params: InJurisdictionById,
  status: 201,
  body: z.object({
    idempotencyKey: z.uuid(),
    version: z.number().int(),
    requestIds: z.array(Id).min(1).max(499),
  }),
  response: WorkOrderDetail,
})

/** An attachment for which an order that took others in had no room. */
export const LeftAttachment = z.object({ workOrderId: Id, label: z.string() })
export type LeftAttachment = z.infer<typeof LeftAttachment>

export const mergeWorkOrders = endpoint({
  name: 'mergeWorkOrders',
  method: 'POST',
  path: '/v1/:jurisdictionId/work-orders/:id/merge',
  summary: 'Takes other orders of its service in; those are cancelled and name it',
  tag: 'work orders',
  access: dispatchers,
  params: InJurisdictionById,
  body: z.object({ version: z.number().int(), workOrderIds: z.array(Id).min(1).max(50) }),
  /** attachments that did not come along stay with the orders they were on */
  response: WorkOrderDetail.extend({ leftAttachments: z.array(LeftAttachment) }),
})
