import { z } from 'zod'
import { dispatchers, endpoint, staff } from './endpoint.ts'
import {
  CrewPlan,
  DepotPlan,
  MemberPlan,
  RegisterId,
  RegisterVersion,
  RosterCrew,
  RosterDepot,
  RosterMember,
  RosterVehicle,
  VehiclePlan,
} from './register.ts'
import { Day, Id, InJurisdiction, Instant, LonLat } from './values.ts'
import { mostZoneCorners } from './zone-corners.ts'

/** A shift as it is to be. */
export const ShiftPlan = z.object({
  crewId: RegisterId,
  startsAt: Instant,
  endsAt: Instant,
  breakMinutes: z.number().int().min(0).max(120),
  /** in which the break lies; null where it lies in the middle half of the shift */
  breakFrom: Instant.nullable(),
  breakTo: Instant.nullable(),
  /** null walks */
  vehicleId: RegisterId.nullable(),
  memberIds: z.array(RegisterId).max(30),
})
export type ShiftPlan = z.infer<typeof ShiftPlan>

/** Whole days, the last one included. */
const Span = { from: Day, to: Day, reason: z.string().trim().max(200) }
export const AbsencePlan = z.object({ memberId: RegisterId, ...Span })
export type AbsencePlan = z.infer<typeof AbsencePlan>
export const ServicePlan = z.object({ vehicleId: RegisterId, ...Span })
export type ServicePlan = z.infer<typeof ServicePlan>

/** The area that some crews keep to, and others come into last. */
export const ZonePlan = z.object({
  nameEl: z.string().trim().min(1).max(80),
  nameEn: z.string().trim().min(1).max(80),
  /** its outline, closed: the last corner is the first */
  ring: z
    .array(LonLat)
    .min(4)
    .max(mostZoneCorners + 1)
    .refine((ring) => ring[0]!.join() === ring.at(-1)!.join()),
  crewIds: z.array(RegisterId).max(200),
})
export type ZonePlan = z.infer<typeof ZonePlan>

const Kept = { id: Id, version: RegisterVersion, changedBy: z.string().nullable() }
export const RosterShift = ShiftPlan.extend(Kept)
export type RosterShift = z.infer<typeof RosterShift>
export const Absence = AbsencePlan.extend(Kept)
export type Absence = z.infer<typeof Absence>
export const VehicleService = ServicePlan.extend(Kept)
export type VehicleService = z.infer<typeof VehicleService>

export const RosterZone = ZonePlan.extend({
  id: RegisterId,
  version: RegisterVersion,
  ring: ZonePlan.shape.ring.nullable(),
})
export type RosterZone = z.infer<typeof RosterZone>

/** What cannot be so on a shift. */
export const RosterConflict = z.object({
  kind: z.enum([
    'nobody',
    'member-absent',
    'member-twice',
    'skill-expired',
    'vehicle-in-service',
    'vehicle-twice',
  ]),
  shiftId: Id,
  memberId: RegisterId.nullable(),
  vehicleId: RegisterId.nullable(),
  skill: z.string().nullable(),
  /** of the shift where the member or vehicle is as well */
  otherCrewId: RegisterId.nullable(),
})
export type RosterConflict = z.infer<typeof RosterConflict>

export const RosterWeek = z.object({
  /** Monday to Sunday */
  days: z.array(z.object({ day: Day, isHoliday: z.boolean() })),
  shifts: z.array(RosterShift),
  /** of the day before and the day after: at midnight they lie over those of the week */
  around: z.array(RosterShift),
  crews: z.array(RosterCrew),
  members: z.array(RosterMember),
  vehicles: z.array(RosterVehicle),
  depots: z.array(RosterDepot),
  absences: z.array(Absence),
  services: z.array(VehicleService),
  /** without a ring where the outline is more than one line */
  zones: z.array(RosterZone),
  conflicts: z.array(RosterConflict),
})
export type RosterWeek = z.infer<typeof RosterWeek>

/**
 * Without id and version something new; with an id and no version something that was removed and comes back. Else
 * what is changed, as the caller has seen it. To null it is removed.
 */
const changeOf = <Kind extends string, Plan extends z.ZodType>(kind: Kind, plan: Plan) =>
  z.object({
    kind: z.literal(kind),
    id: Id.nullable(),
    version: RegisterVersion.nullable(),
    to: plan.nullable(),
  })

export const RosterChange = z.discriminatedUnion('kind', [
  changeOf('shift', ShiftPlan),
  changeOf('absence', AbsencePlan),
  changeOf('service', ServicePlan),
  changeOf('zone', ZonePlan),
  changeOf('member', MemberPlan),
  changeOf('vehicle', VehiclePlan),
  changeOf('crew', CrewPlan),
  changeOf('depot', DepotPlan),
])
export type RosterChange = z.infer<typeof RosterChange>
export type RosterKind = RosterChange['kind']

export const getRosterWeek = endpoint({
  name: 'getRosterWeek',
  method: 'GET',
  path: '/v1/:jurisdictionId/roster',
  summary: 'The week of a day: shifts, who is away, vehicles in service, and what cannot be so',
  tag: 'crews',
  // why people are away is for those at a desk
  access: staff,
  params: InJurisdiction,
  query: z.object({ day: Day }),
  response: RosterWeek,
})

export const changeRoster = endpoint({
  name: 'changeRoster',
  method: 'POST',
  path: '/v1/:jurisdictionId/roster',
  summary:
    'Change the roster, all or nothing; refused where somebody else has changed the same since (RosterClash)',
  tag: 'crews',
  access: dispatchers,
  params: InJurisdiction,
  body: z.object({ changes: z.array(RosterChange).min(1).max(2000) }),
  bodyLimit: 1024 * 1024,
  /** what became of each change; without a version it is gone */
  response: z.object({ made: z.array(z.object({ id: Id, version: RegisterVersion.nullable() })) }),
})

export const listShiftsAhead = endpoint({
  name: 'listShiftsAhead',
  method: 'GET',
  path: '/v1/:jurisdictionId/roster/ahead',
  summary: 'What a crew or a vehicle still has after today: its shifts, and published days',
  tag: 'crews',
  access: dispatchers,
  params: InJurisdiction,
  query: z.object({ kind: z.enum(['crew', 'vehicle']), id: z.coerce.number().pipe(RegisterId) }),
  response: z.object({ shifts: z.array(RosterShift), publishedDays: z.array(Day) }),
})
