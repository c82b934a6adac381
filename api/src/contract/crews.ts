import { z } from 'zod'
import { endpoint, members } from './endpoint.ts'
import { Day, Id, InJurisdiction, Instant, LonLat } from './values.ts'

export const Crew = z.object({
  id: z.number().int(),
  nameEl: z.string(),
  nameEn: z.string(),
  departmentCode: z.string(),
  /** index into the twelve route colours */
  color: z.number().int().min(0).max(11),
  /** all skills of its members together */
  skills: z.array(z.string()),
  members: z.array(z.object({ id: z.number().int(), name: z.string(), skills: z.array(z.string()) })),
  vehicle: z
    .object({
      id: z.number().int(),
      name: z.string(),
      plate: z.string(),
      profile: z.enum(['van', 'truck', 'foot']),
      features: z.array(z.string()),
      capacityM3: z.number(),
      capacityKg: z.number(),
    })
    .nullable(),
  depot: z.object({ id: z.number().int(), nameEl: z.string(), nameEn: z.string(), location: LonLat }),
  /** where its day begins and ends, where that is not the depot */
  start: LonLat.nullable(),
  end: LonLat.nullable(),
  zoneIds: z.array(z.number().int()),
  /** it is named where it has worked, and offered nowhere */
  isRetired: z.boolean(),
})
export type Crew = z.infer<typeof Crew>

export const listCrews = endpoint({
  name: 'listCrews',
  method: 'GET',
  path: '/v1/:jurisdictionId/crews',
  summary:
    'Crews with their members and depots of a day, else of today, vehicles and zones; retired ones too',
  tag: 'crews',
  access: members,
  params: InJurisdiction,
  query: z.object({ day: Day.optional() }),
  response: z.array(Crew),
})

export const Shift = z.object({
  id: Id,
  crewId: z.number().int(),
  startsAt: Instant,
  endsAt: Instant,
  breakMinutes: z.number().int(),
  breakFrom: Instant.nullable(),
  breakTo: Instant.nullable(),
})
export type Shift = z.infer<typeof Shift>

export const listShifts = endpoint({
  name: 'listShifts',
  method: 'GET',
  path: '/v1/:jurisdictionId/shifts',
  summary: 'Shifts that begin on a day of the city',
  tag: 'crews',
  access: members,
  params: InJurisdiction,
  query: z.object({ day: Day }),
  response: z.array(Shift),
})

export const listSkills = endpoint({
  name: 'listSkills',
  method: 'GET',
  path: '/v1/:jurisdictionId/skills',
  summary: 'The skills the city knows',
  tag: 'crews',
  access: members,
  params: InJurisdiction,
  response: z.array(z.object({ code: z.string(), nameEl: z.string(), nameEn: z.string() })),
})
