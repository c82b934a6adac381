import { z } from 'zod'
import { dispatchers, endpoint } from './endpoint.ts'
import { Id, InJurisdiction, Instant } from './values.ts'
import { WorkOrderStatus } from './work-orders.ts'

/** Where many orders may be moved at once by hand. */
export const commonOrderMoves = [
  'ready',
  'on_hold',
  'cancelled',
] as const satisfies readonly WorkOrderStatus[]

export const RefusedOrder = z.object({
  id: Id,
  /** where it stands; null for one that is not there */
  status: WorkOrderStatus.nullable(),
  reason: z.enum(['not_found', 'newer_version', 'already_there', 'not_allowed']),
})
export type RefusedOrder = z.infer<typeof RefusedOrder>

const OrdersReport = z.object({
  changed: z.array(z.object({ id: Id, version: z.number().int() })),
  refused: z.array(RefusedOrder),
})
export type OrdersReport = z.infer<typeof OrdersReport>

export const changeWorkOrders = endpoint({
  name: 'changeWorkOrders',
  method: 'POST',
  path: '/v1/:jurisdictionId/work-orders/changes',
  summary:
    'Change many work orders in the same way; each is answered for, and those that may not change stay',
  tag: 'work orders',
  access: dispatchers,
  params: InJurisdiction,
  body: z.object({
    orders: z
      .array(
        z.object({
          id: Id,
          /** the version the change was decided on; a newer one stays */
          version: z.number().int(),
        }),
      )
      .min(1)
      .max(200),
    priority: z.number().int().min(0).max(100).optional(),
    dueAt: Instant.nullable().optional(),
    status: z.enum(commonOrderMoves).optional(),
    reason: z.string().trim().max(500).optional(),
    /** only tell what would change and what would stay */
    isPreview: z.boolean().default(false),
  }),
  response: OrdersReport,
})
