import { z } from 'zod'
import { dispatchers, endpoint } from './endpoint.ts'
import { PlanVersion, PlanWeights } from './plans.ts'
import { Day, Id, InJurisdiction, Seed } from './values.ts'

/** days that are planned in one go */
export const mostDaysTogether = 7

export const solveDays = endpoint({
  name: 'solveDays',
  method: 'POST',
  path: '/v1/:jurisdictionId/plans/days',
  summary:
    'Plan several days in one go, each as a plan of its own: a day takes what those before it have left. Versions in the order of their days, solved one after the other',
  tag: 'plans',
  access: dispatchers,
  params: InJurisdiction,
  status: 202,
  body: z.object({
    days: z.array(Day).min(2).max(mostDaysTogether),
    /** all other crews with a shift on a day are planned */
    leaveOutCrewIds: z.array(z.number().int()).max(200).optional(),
    /** all plannable orders, most urgent first, unless named */
    workOrderIds: z.array(Id).max(2000).optional(),
    /** of each day */
    seconds: z.number().int().min(1).max(60).default(8),
    seed: Seed,
    weights: PlanWeights.optional(),
  }),
  response: z.array(PlanVersion),
})
