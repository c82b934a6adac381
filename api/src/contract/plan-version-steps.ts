import { z } from 'zod'
import { endpoint, staff } from './endpoint.ts'
import { PlanVersionDetail, VersionParams } from './plans.ts'

/** A version told by what is other in it than in another version of its plan. */
export const PlanVersionStep = PlanVersionDetail.extend({
  /** the version that it is told against */
  since: z.number().int(),
  /** crews whose routes stand in both as they are: these are not among `routes` */
  keptCrewIds: z.array(z.number().int()),
  /** of the plan, when this was read */
  headVersion: z.number().int().nullable(),
})
export type PlanVersionStep = z.infer<typeof PlanVersionStep>

export const getPlanVersionStep = endpoint({
  name: 'getPlanVersionStep',
  method: 'GET',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version/step',
  summary: 'A version for one who has another of its plan: only the routes that are other there',
  tag: 'plans',
  access: staff,
  params: VersionParams,
  query: z.object({ since: z.coerce.number<number | string>().int().positive() }),
  response: PlanVersionStep,
})
