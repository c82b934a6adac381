import { z } from 'zod'
import { dispatchers, endpoint } from './endpoint.ts'
import { Day, DeviceId, InJurisdiction, Instant, TappedBy } from './values.ts'

/** What a crew looks at before it drives off. */
export const vehicleParts = ['lights', 'tyres', 'brakes', 'fluids', 'body', 'equipment'] as const
const VehiclePart = z.enum(vehicleParts)
export type VehiclePart = z.infer<typeof VehiclePart>

const Odometer = z.number().int().min(0).max(2_000_000).nullable()

const at = {
  opId: z.uuid(),
  crewId: z.number().int().positive(),
  /** whose shift it is, also past midnight */
  day: Day,
  sequence: z.number().int().min(0),
  occurredAt: Instant,
  clockOffsetMs: z.number().int().optional(),
  by: TappedBy,
}

const checked = {
  odometerKm: Odometer,
  faults: z.array(VehiclePart).max(vehicleParts.length),
  note: z.string().trim().max(500).optional(),
}

export const ShiftOperation = z.discriminatedUnion('kind', [
  z.object({
    ...at,
    ...checked,
    kind: z.literal('shift_start'),
    present: z.array(z.string().trim().min(1).max(80)).max(30),
  }),
  z.object({ ...at, ...checked, kind: z.literal('shift_end') }),
  z.object({ ...at, kind: z.literal('break_start') }),
  z.object({ ...at, kind: z.literal('break_end') }),
])
export type ShiftOperation = z.infer<typeof ShiftOperation>

/** A crew's shift as it was told. */
export const CrewDay = z.object({
  crewId: z.number().int(),
  day: Day,
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  present: z.array(z.string()),
  odometerStartKm: Odometer,
  odometerEndKm: Odometer,
  faults: z.array(VehiclePart),
  faultNote: z.string().nullable(),
  /** of the breaks that are over */
  breakSeconds: z.number().int(),
  onBreakSince: Instant.nullable(),
})
export type CrewDay = z.infer<typeof CrewDay>

export const ShiftResult = z.object({
  opId: z.uuid(),
  outcome: z.enum(['applied', 'merged', 'conflict', 'refused']),
  /** an odometer that another tablet told differently; the first one stays */
  conflict: z.object({ yours: z.string(), theirs: z.string() }).nullable(),
})
export type ShiftResult = z.infer<typeof ShiftResult>

export const sendShiftOperations = endpoint({
  name: 'sendShiftOperations',
  method: 'POST',
  path: '/v1/:jurisdictionId/shift-operations',
  summary: 'Start, breaks and end of shifts from a tablet, in order; safe to send again, answered one by one',
  tag: 'field',
  access: ['crew', 'dispatcher', 'manager', 'admin'],
  params: InJurisdiction,
  body: z.object({
    deviceId: DeviceId,
    sentAt: Instant.optional(),
    operations: z.array(ShiftOperation).min(1).max(50),
  }),
  response: z.object({ results: z.array(ShiftResult) }),
})

export const listCrewDays = endpoint({
  name: 'listCrewDays',
  method: 'GET',
  path: '/v1/:jurisdictionId/crew-days',
  summary:
    'Which crews have begun, rest or have ended their shift of a day, and what they found at their vehicles',
  tag: 'field',
  access: dispatchers,
  params: InJurisdiction,
  query: z.object({ day: Day }),
  response: z.array(CrewDay).max(500),
})
