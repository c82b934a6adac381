import { z } from 'zod'
import { Day, LonLat } from './values.ts'

/** As the database counts them: crews, members, vehicles and depots of a city. */
export const RegisterId = z.number().int().positive().max(2_147_483_647)
export const RegisterVersion = z.number().int().positive()

/** how many a city has at most at a time, the retired ones left out */
export const mostInRegister = { crew: 300, member: 3000, vehicle: 1000, depot: 100 } as const

/** What somebody or something is called. */
const Name = z.string().trim().min(1).max(80)
/** Left out it stays; something new needs it. */
const Named = Name.optional()
/** The last day of what is retired is the day on which that was said; left out it stays. */
const isRetired = z.boolean().optional()

export const HeldSkill = z.object({
  code: z.string().min(1).max(60),
  /** the last day it holds; null for good */
  until: Day.nullable(),
})
export type HeldSkill = z.infer<typeof HeldSkill>

/** From a day on somebody belongs to a crew, or to none any more. */
export const Posting = z.object({
  /** null for as long as anybody knows; only the first is so */
  from: Day.nullable(),
  /** null has left */
  crewId: RegisterId.nullable(),
})
export type Posting = z.infer<typeof Posting>

export const MemberPlan = z.object({
  name: Named,
  skills: z.array(HeldSkill).max(40),
  /** in the order of their days; left out they stay */
  postings: z.array(Posting).min(1).max(100).optional(),
})
export type MemberPlan = z.infer<typeof MemberPlan>

export const VehiclePlan = z.object({
  name: Named,
  plate: z.string().trim().min(1).max(20).optional(),
  profile: z.enum(['van', 'truck', 'foot']),
  capacityM3: z.number().min(0).max(200),
  capacityKg: z.number().min(0).max(60_000),
  features: z.array(z.string().trim().min(1).max(60)).max(20),
  depotId: RegisterId.optional(),
  isRetired,
})
export type VehiclePlan = z.infer<typeof VehiclePlan>

/** From a day on a crew begins and ends its days at a depot. */
export const CrewDepot = z.object({
  /** null for as long as anybody knows; the first is so, and no other */
  from: Day.nullable(),
  depotId: RegisterId,
})
export type CrewDepot = z.infer<typeof CrewDepot>

export const CrewPlan = z.object({
  nameEl: Named,
  nameEn: Named,
  departmentCode: z.string().min(1).max(60).optional(),
  /** in the order of their days; left out they stay */
  depots: z.array(CrewDepot).min(1).max(100).optional(),
  /** null walks */
  vehicleId: RegisterId.nullable().optional(),
  /** index into the twelve route colours; a new crew gets the one that is used least where it is left out */
  color: z.number().int().min(0).max(11).optional(),
  /** where its day begins and ends; null is its depot */
  start: LonLat.nullable(),
  end: LonLat.nullable(),
  /** the areas a new crew keeps to; later zones say whose they are */
  zoneIds: z.array(RegisterId).max(50).optional(),
  isRetired,
})
export type CrewPlan = z.infer<typeof CrewPlan>

export const DepotPlan = z.object({
  nameEl: Named,
  nameEn: Named,
  address: z.string().trim().min(1).max(200).nullable().optional(),
  location: LonLat,
  isRetired,
})
export type DepotPlan = z.infer<typeof DepotPlan>

const Registered = { id: RegisterId, version: RegisterVersion }
const named = { nameEl: z.string(), nameEn: z.string() }
const retirement = { isRetired: z.boolean() }

/** Whoever has left is still here: past days name them. */
export const RosterMember = MemberPlan.extend({
  ...Registered,
  name: z.string(),
  postings: z.array(Posting).min(1),
})
export type RosterMember = z.infer<typeof RosterMember>

export const RosterVehicle = VehiclePlan.extend({
  ...Registered,
  ...retirement,
  name: z.string(),
  plate: z.string(),
  depotId: RegisterId,
})
export type RosterVehicle = z.infer<typeof RosterVehicle>

export const RosterCrew = CrewPlan.omit({ zoneIds: true }).extend({
  ...Registered,
  ...retirement,
  ...named,
  departmentCode: z.string(),
  depots: z.array(CrewDepot).min(1),
  vehicleId: RegisterId.nullable(),
  color: z.number().int(),
})
export type RosterCrew = z.infer<typeof RosterCrew>

export const RosterDepot = DepotPlan.extend({
  ...Registered,
  ...retirement,
  ...named,
  address: z.string().nullable(),
})
export type RosterDepot = z.infer<typeof RosterDepot>
