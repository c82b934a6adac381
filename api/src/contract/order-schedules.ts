import { z } from 'zod'
import { dispatchers, endpoint, staff } from './endpoint.ts'
import { ServiceCode } from './services.ts'
import { StreetCourse } from './street-courses.ts'
import { Day, Id, InJurisdiction, InJurisdictionById, LonLat } from './values.ts'

/** orders that a street is cut into at most, for each time */
export const mostSections = 30
const Minutes = z.number().int().min(1).max(1440)
const MinutesPer100m = z.number().min(0.01).max(240)

/** Work that comes back every so many weeks: at a place, of a thing that stands there, or along a street. */
export const OrderSchedule = z.object({
  id: Id,
  serviceCode: ServiceCode,
  title: z.string(),
  notes: z.string(),
  address: z.string().nullable(),
  location: LonLat,
  /** of what is worked on each time, as it stands on it */
  assetCode: z.string().nullable(),
  /** the whole of it; each order has its section */
  street: StreetCourse.extend({
    streetId: Id,
    stretchIds: z.array(z.number().int()),
    /** no section is longer; null: one order for all of it */
    sectionMeters: z.number().int().nullable(),
    sectionCount: z.number().int(),
  }).nullable(),
  /** of each order, fixed or by the length of its street; what the service takes where both are null */
  minutes: z.number().int().nullable(),
  minutesPer100m: z.number().nullable(),
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

const Street = z.object({
  streetId: Id,
  /** all of them, unless told */
  stretchIds: z.array(Id).min(1).max(1000).optional(),
  sectionMeters: z.number().int().min(100).max(20_000).nullable().default(null),
})
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
    /** where, unless along a street */
    location: LonLat.optional(),
    street: Street.optional(),
    title: z.string().trim().min(1).max(200).optional(),
    notes: z.string().trim().max(4000).default(''),
    address: z.string().trim().max(300).optional(),
    assetCode: AssetCode.optional(),
    minutes: Minutes.optional(),
    /** of a street */
    minutesPer100m: MinutesPer100m.optional(),
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
    /** instead of a place or another street */
    street: Street.optional(),
    assetCode: AssetCode.nullable().optional(),
    minutes: Minutes.nullable().optional(),
    minutesPer100m: MinutesPer100m.nullable().optional(),
    everyWeeks: z.number().int().min(1).max(104).optional(),
    startsOn: Day.optional(),
    leadDays: z.number().int().min(0).max(60).optional(),
  }),
  response: OrderSchedule,
})
