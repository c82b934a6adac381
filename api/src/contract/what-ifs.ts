import { z } from 'zod'
import { dispatchers, endpoint } from './endpoint.ts'
import { PlanVersion, PlanVersionDetail, VersionParams } from './plans.ts'
import { WhatIf } from './what-if.ts'
import { Seed } from './values.ts'

export const supposePlan = endpoint({
  name: 'supposePlan',
  method: 'POST',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version/what-ifs',
  summary:
    'Suppose another crew, shift, vehicle or depot and plan near this version with it. A job makes a version beside the plan, which is never its head and never published, to be compared, kept or thrown away (cancelPlanVersion)',
  tag: 'plans',
  access: dispatchers,
  params: VersionParams,
  status: 202,
  body: z.object({
    change: WhatIf,
    seconds: z.number().int().min(1).max(30).default(5),
    seed: Seed,
  }),
  response: PlanVersion,
})

export const keepPlanSupposition = endpoint({
  name: 'keepPlanSupposition',
  method: 'POST',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version/keep',
  summary:
    'Make what was supposed true: the roster of the day follows, and the version becomes the plan’s head. A conflict (PlanConflict) where the plan has gone on since',
  tag: 'plans',
  access: dispatchers,
  params: VersionParams,
  status: 201,
  body: z.object({}).default({}),
  response: PlanVersionDetail,
})
