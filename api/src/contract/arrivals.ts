import { z } from 'zod'
import { endpoint, staff } from './endpoint.ts'
import { ServiceCode } from './services.ts'
import { Day, InJurisdiction, Instant } from './values.ts'

/** When somebody comes, as it was promised: four times in five they do. */
export const ExpectedArrival = z.object({ from: Instant, to: Instant })
export type ExpectedArrival = z.infer<typeof ExpectedArrival>

const Counts = z.object({
  /** visits that were promised and made */
  promised: z.number().int(),
  /** the crew came inside the window that stood at the time */
  kept: z.number().int(),
  early: z.number().int(),
  late: z.number().int(),
  /** a new plan moved it, and people were told another time */
  changed: z.number().int(),
})

export const ArrivalRecord = Counts.extend({
  meanWindowSeconds: z.number().int(),
  byService: z.array(Counts.extend({ serviceCode: ServiceCode })),
  byCrew: z.array(Counts.extend({ crewId: z.number().int() })),
})
export type ArrivalRecord = z.infer<typeof ArrivalRecord>

export const getArrivalRecord = endpoint({
  name: 'getArrivalRecord',
  method: 'GET',
  path: '/v1/:jurisdictionId/arrival-promises',
  summary: 'How many of the arrival windows that people were promised on some days were kept',
  tag: 'plans',
  access: staff,
  params: InJurisdiction,
  query: z.object({ from: Day, to: Day }),
  response: ArrivalRecord,
})
