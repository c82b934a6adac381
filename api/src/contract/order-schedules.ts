import { z } from 'zod'
import { dispatchers, endpoint, staff } from './endpoint.ts'
import { ServiceCode } from './services.ts'
import { Day, Id, InJurisdiction, InJurisdictionById, LonLat } from './values.ts'

/** Work that comes back every so many weeks at a place. */
export const OrderSchedule = z.object({
  id: Id,
  serviceCode: ServiceCode,
  title: z.string(),
  notes: z.string(),
  address: z.string().nullable(),
  location: LonLat,
  /** of what is worked on each time, as it stands on it */
  assetCode: z.string().nullable(),
  everyWeeks: z.number().int(),
  startsOn: Day,
  leadDays: z.number().int(),
  isActive: z.boolean(),
  orderCount: z.number().int(),
  /** the newest order made of it */
  lastWorkOrderId: Id.nullable(),
  /** the next days it is for, past holidays; none while it rests */
  nextDays: z.array(Day),
})
export type OrderSchedule = z.infer<typeof OrderSchedule>

const AssetCode = z.string().trim().min(1).max(40)

export const listOrderSchedules = endpoint({
  name: 'listOrderSchedules',
  method: 'GET',
  path: '/v1/:jurisdictionId/order-schedules',
  summary: 'Work that comes back, the newest five hundred first',
  tag: 'work orders',
  access: staff,
  params: InJurisdiction,
  response: z.array(OrderSchedule),
})

export const addOrderSchedule = endpoint({
  name: 'addOrderSchedule',
  method: 'POST',
  path: '/v1/:jurisdictionId/order-schedules',
  summary: 'Let work come back every so many weeks; orders that are near are made at once',
  tag: 'work orders',
  access: dispatchers,
  params: InJurisdiction,
  status: 201,
  body: z.object({
    idempotencyKey: z.uuid(),
    serviceCode: ServiceCode,
    location: LonLat,
    title: z.string().trim().min(1).max(200).optional(),
    notes: z.string().trim().max(4000).default(''),
    address: z.string().trim().max(300).optional(),
    assetCode: AssetCode.optional(),
    everyWeeks: z.number().int().min(1).max(104),
    startsOn: Day,
    leadDays: z.number().int().min(0).max(60).default(7),
  }),
  response: OrderSchedule,
})

export const changeOrderSchedule = endpoint({
  name: 'changeOrderSchedule',
  method: 'PATCH',
  path: '/v1/:jurisdictionId/order-schedules/:id',
  summary: 'Change what comes back and when, let it rest or go on; orders that were made stay',
  tag: 'work orders',
  access: dispatchers,
  params: InJurisdictionById,
  body: z.object({
    isActive: z.boolean().optional(),
    title: z.string().trim().min(1).max(200).optional(),
    notes: z.string().trim().max(4000).optional(),
    place: z.object({ location: LonLat, address: z.string().trim().max(300).optional() }).optional(),
    assetCode: AssetCode.nullable().optional(),
    everyWeeks: z.number().int().min(1).max(104).optional(),
    startsOn: Day.optional(),
    leadDays: z.number().int().min(0).max(60).optional(),
  }),
  response: OrderSchedule,
})
