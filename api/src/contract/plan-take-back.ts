import { z } from 'zod'
import { BegunCrews, RefusedStop } from './conflicts.ts'
import { dispatchers, endpoint, staff } from './endpoint.ts'
import { RosterStep } from './plan-steps.ts'
import { ReasonText } from './plan-violations.ts'
import { Plan, VersionParams } from './plans.ts'
import { Instant } from './values.ts'

export const takeBackPlanVersion = endpoint({
  name: 'takeBackPlanVersion',
  method: 'POST',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version/take-back',
  summary:
    'Take back what was published while no crew whose work it changed has begun: what was published before stands again, crews and citizens told. A conflict (PlanConflict, or BegunCrews) where it is too late',
  tag: 'plans',
  access: dispatchers,
  params: VersionParams,
  body: z.object({
    /** the head that the caller knows of */
    from: z.number().int().positive().nullable(),
    /** why, kept with the plan */
    reason: ReasonText.optional(),
  }),
  response: Plan.omit({ versions: true }).extend({ roster: z.array(RosterStep) }),
})

export const checkTakeBack = endpoint({
  name: 'checkTakeBack',
  method: 'GET',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version/take-back',
  summary: 'What taking back a published version would do, and whether it still can be',
  tag: 'plans',
  access: staff,
  params: VersionParams,
  response: BegunCrews.extend({
    /** what would be published then; null: nothing */
    standsVersion: z.number().int().nullable(),
    /** when that was */
    standsPublishedAt: Instant.nullable(),
    /** crews whose work changes */
    crews: z.array(
      z.object({
        crewId: z.number().int(),
        /** stops it loses, and gets back */
        withdrawnCount: z.number().int(),
        returnedCount: z.number().int(),
        /** stops it keeps, at another time or place in its day */
        movedCount: z.number().int(),
      }),
    ),
    /** reporters who are written to: their request is no longer planned, or is again */
    toldCount: z.number().int(),
    /** reporters who were not told of the publish yet, and now hear of nothing */
    untoldCount: z.number().int(),
    /** stops of what stands then that stay with nobody, or with whom they are now */
    left: z.array(RefusedStop),
  }),
})
