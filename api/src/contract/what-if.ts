import { z } from 'zod'
import { Id, Instant } from './values.ts'

const CrewId = z.number().int()
const shiftMinutes = z.number().int().min(-240).max(240)

/** What is supposed of a day, to see what it would change. */
export const WhatIf = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('without-crew'), crewId: CrewId }),
  /** in the shift that the crew has that day, else in this one */
  z.object({
    kind: z.literal('with-crew'),
    crewId: CrewId,
    shift: z.object({ startsAt: Instant, endsAt: Instant }).nullable(),
  }),
  /** begins so much earlier and ends so much later than in the roster */
  z.object({
    kind: z.literal('shift'),
    crewId: CrewId,
    earlierMinutes: shiftMinutes,
    laterMinutes: shiftMinutes,
  }),
  /** carries so much; a crew on foot gets a van */
  z.object({
    kind: z.literal('vehicle'),
    crewId: CrewId,
    capacityM3: z.number().min(0).max(100),
    capacityKg: z.number().min(0).max(50_000),
  }),
  /** begins and ends at the depot of another crew */
  z.object({ kind: z.literal('depot'), crewId: CrewId, depotId: Id }),
])
export type WhatIf = z.infer<typeof WhatIf>

/** A vehicle and a depot are the register's; the others are what a dispatcher decides for a day. */
export function canKeep({ kind }: WhatIf): boolean {
  return kind !== 'vehicle' && kind !== 'depot'
}
