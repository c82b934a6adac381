import { z } from 'zod'
import { endpoint, staff } from './endpoint.ts'
import { Plan, PlanParams, PlanVersion, VersionNumber } from './plans.ts'
import { Day, InJurisdiction, listOf } from './values.ts'

/** versions that a day can be asked for by their number, at once */
export const mostNamedVersions = 10

export const listPlans = endpoint({
  name: 'listPlans',
  method: 'GET',
  path: '/v1/:jurisdictionId/plans',
  summary: 'Plans of a day, each with its newest versions and those that work goes on from or near',
  tag: 'plans',
  access: staff,
  params: InJurisdiction,
  query: z.object({
    day: Day,
    /** to be among the versions too, with what is near them */
    versions: listOf(VersionNumber).pipe(z.array(z.number()).max(mostNamedVersions)).optional(),
  }),
  response: z.array(Plan),
})

export const listPlanVersions = endpoint({
  name: 'listPlanVersions',
  method: 'GET',
  path: '/v1/:jurisdictionId/plans/:planId/versions',
  summary: 'The versions of a plan, the newest first, page by page',
  tag: 'plans',
  access: staff,
  params: PlanParams,
  query: z.object({
    /** only those below it: the last of the page before */
    before: VersionNumber.optional(),
    limit: z.coerce.number<number | string>().int().min(1).max(200).default(50),
  }),
  response: z.array(PlanVersion),
})
