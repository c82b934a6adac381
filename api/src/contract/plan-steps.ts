import { z } from 'zod'
import { dispatchers, endpoint, staff } from './endpoint.ts'
import { MovedStop, RefusedStop } from './conflicts.ts'
import { KnownViolation, ReasonText } from './plan-violations.ts'
import { Plan, PlanParams, PlanVersion, PlanVersionDetail, VersionParams } from './plans.ts'
import { Id, Instant } from './values.ts'

/** A crew whose shifts go with a step: a what-if that was kept is taken back, or comes again. */
export const RosterStep = z.object({
  crewId: z.number().int(),
  /** why they stay as they are: somebody has changed them since, or they are over; null where they went along */
  left: z.enum(['changed', 'over']).nullable(),
})
export type RosterStep = z.infer<typeof RosterStep>

export const setPlanHead = endpoint({
  name: 'setPlanHead',
  method: 'POST',
  path: '/v1/:jurisdictionId/plans/:planId/head',
  summary:
    'Go on from another version: a step back, a step forth, or another proposal. The roster follows what was kept of a what-if. A conflict (PlanConflict) where somebody else was faster',
  tag: 'plans',
  access: dispatchers,
  params: PlanParams,
  body: z.object({
    version: z.number().int().positive(),
    /** the head that the caller knows of */
    from: z.number().int().positive().nullable(),
  }),
  response: Plan.omit({ versions: true }).extend({
    /** whether what was the head has something that this version was not made from */
    leavesChanges: z.boolean(),
    roster: z.array(RosterStep),
  }),
})

export const getPlanVersionStanding = endpoint({
  name: 'getPlanVersionStanding',
  method: 'GET',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version/standing',
  summary: 'How a version stands to the plan’s head',
  tag: 'plans',
  access: staff,
  params: VersionParams,
  response: z.object({
    /** the head was made from it, or is it: there is nothing in it to be applied to the head */
    isInHead: z.boolean(),
  }),
})

export const cancelPlanVersion = endpoint({
  name: 'cancelPlanVersion',
  method: 'POST',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version/cancel',
  summary: 'Stop solving and keep the best plan so far, or none; throw away what was supposed',
  tag: 'plans',
  access: dispatchers,
  params: VersionParams,
  body: z.object({ keep: z.boolean().default(true) }),
  response: PlanVersion,
})

export const reapplyPlanVersion = endpoint({
  name: 'reapplyPlanVersion',
  method: 'POST',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version/reapply',
  summary:
    'Apply what a version changed to the head, as a new version; stops that were changed on both sides stay as the head has them and are named',
  tag: 'plans',
  access: dispatchers,
  params: VersionParams,
  status: 201,
  body: z.object({}).default({}),
  response: PlanVersionDetail.extend({
    /** changed on both sides, or no longer open */
    notApplied: z.array(MovedStop),
  }),
})

export const comparePlanVersions = endpoint({
  name: 'comparePlanVersions',
  method: 'GET',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version/changes',
  summary: 'The stops that stand elsewhere than in another version of the plan',
  tag: 'plans',
  access: staff,
  params: VersionParams,
  query: z.object({ against: z.coerce.number<number | string>().int().positive() }),
  response: z.array(MovedStop),
})

export const namePlanVersion = endpoint({
  name: 'namePlanVersion',
  method: 'PATCH',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version',
  summary: 'Give a version a name',
  tag: 'plans',
  access: dispatchers,
  params: VersionParams,
  body: z.object({ name: z.string().trim().max(60) }),
  response: PlanVersion,
})

export const givePlanReason = endpoint({
  name: 'givePlanReason',
  method: 'PUT',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version/reason',
  summary: 'Say why a change by hand was made; once it is published a reason stays',
  tag: 'plans',
  access: dispatchers,
  params: VersionParams,
  body: z.object({ reason: ReasonText.min(1) }),
  response: PlanVersion,
})

/** Work that a version takes from one crew and gives to another. */
export const WorkExchange = z.object({
  taskId: Id,
  title: z.string(),
  fromCrewId: z.number().int(),
  toCrewId: z.number().int(),
})
export type WorkExchange = z.infer<typeof WorkExchange>

/** A reporter who hears of a stop once it is published, and the window that they are promised. */
const ToldCitizen = z.object({
  crewId: z.number().int(),
  workOrderId: Id,
  title: z.string(),
  publicId: z.string(),
  from: Instant,
  to: Instant,
})
export const mostToldCitizens = 300

export const checkPlanVersion = endpoint({
  name: 'checkPlanVersion',
  method: 'GET',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version/check',
  summary: 'What publishing a version would break, whom it would tell, and what can no longer be given out',
  tag: 'plans',
  access: staff,
  params: VersionParams,
  response: z.object({
    violations: z.array(KnownViolation),
    /** crews whose work changes */
    crews: z.array(
      z.object({
        crewId: z.number().int(),
        addedCount: z.number().int(),
        withdrawnCount: z.number().int(),
        /** stops it has already, at another time or place in its day */
        movedCount: z.number().int(),
        /** reporters who hear that their request is planned */
        citizenCount: z.number().int(),
      }),
    ),
    /** who hears what, by the order of the stops; 300 at most */
    citizens: z.array(ToldCitizen),
    refused: z.array(RefusedStop),
    /** crews between whom work changes hands are published together */
    exchanges: z.array(WorkExchange),
  }),
})
