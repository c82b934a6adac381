import { z } from 'zod'
import { dispatchers, endpoint } from './endpoint.ts'
import { AttachmentLabel } from './photos.ts'
import { Id, InJurisdiction } from './values.ts'
import { WorkOrderDetail } from './work-orders.ts'

/** on one order */
export const mostAttachments = 12

const ofOrder = InJurisdiction.extend({ id: Id, mediaId: z.uuid() })

/** It was sent before, as one of kind `attachment`: those are for the city's own people alone. */
export const attachToWorkOrder = endpoint({
  name: 'attachToWorkOrder',
  method: 'PUT',
  path: '/v1/:jurisdictionId/work-orders/:id/attachments/:mediaId',
  summary: 'Attach a picture or document to an order, or give it a label; asked for twice it is there once',
  tag: 'work orders',
  access: dispatchers,
  params: ofOrder,
  body: z.object({
    /** as it is unless told */
    label: AttachmentLabel.optional(),
  }),
  response: WorkOrderDetail,
})

export const detachFromWorkOrder = endpoint({
  name: 'detachFromWorkOrder',
  method: 'DELETE',
  path: '/v1/:jurisdictionId/work-orders/:id/attachments/:mediaId',
  summary: 'Take an attachment off an order; it is kept for a day, in which it can be attached again',
  tag: 'work orders',
  access: dispatchers,
  params: ofOrder,
  response: WorkOrderDetail,
})
