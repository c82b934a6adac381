import { z } from 'zod'
import { dispatchers, endpoint, staff } from './endpoint.ts'
import { PlanChanges } from './plan-changes.ts'
import { UnassignedReason } from './plan-explanations.ts'
import { Route } from './plan-routes.ts'
import { KnownViolation, NamedTasks, PlanViolation, ReasonText } from './plan-violations.ts'
import { Day, Id, InJurisdiction, Instant, Seed } from './values.ts'
import { WhatIf } from './what-if.ts'

export const planStatuses = ['draft', 'optimised', 'published', 'active', 'closed'] as const
export const planVersionStatuses = [
  'solving',
  'optimised',
  'published',
  'superseded',
  'failed',
  'cancelled',
] as const

export const PlanSummary = z.object({
  taskCount: z.number().int(),
  assignedCount: z.number().int(),
  crewCount: z.number().int(),
  travelSeconds: z.number().int(),
  serviceSeconds: z.number().int(),
  waitSeconds: z.number().int(),
  overtimeSeconds: z.number().int(),
  /** past windows and due times that fall in the day */
  lateSeconds: z.number().int(),
  /** of its work, due before the day began */
  overdueCount: z.number().int().default(0),
  distanceMeters: z.number().int(),
  /** weighted cost by component, integers */
  cost: z.record(z.string(), z.number()),
})

/** What made a version of the one before it; `title` is of the work it was about, or of the first of several. */
export const PlanAct = z.object({
  kind: z.enum([
    'solve',
    'replan',
    'move',
    'take-out',
    'assign',
    'reapply',
    'lock',
    'unlock',
    'part',
    'rest',
    'what-if',
    'kept',
    'offer',
  ]),
  title: z.string().nullable(),
  /** how much work it was about */
  count: z.number().int(),
  /** why a person did it, where they said so */
  reason: z.string().nullable(),
})
export type PlanAct = z.infer<typeof PlanAct>

/** How much each part of the cost counts. */
export const PlanWeights = z.record(z.string(), z.number().int().min(0).max(1_000_000))
export type PlanWeights = z.infer<typeof PlanWeights>

/** That a version was published, and is no longer since somebody took it back. */
export const TakenBack = z.object({
  at: Instant,
  /** the name of who did */
  by: z.string().nullable(),
  reason: z.string().nullable(),
  /** whose part of it was published; null where it was all */
  crewIds: z.array(z.number().int()).nullable(),
})
export type TakenBack = z.infer<typeof TakenBack>

/** What a day of several was planned as. */
export const DayVersion = z.object({ day: Day, planId: Id, version: z.number().int() })
export type DayVersion = z.infer<typeof DayVersion>

export const PlanVersion = z.object({
  planId: Id,
  version: z.number().int(),
  /** given by people, to tell proposals apart; empty unless they did */
  name: z.string(),
  act: PlanAct,
  /** the name of who asked for it; null where nobody did */
  madeBy: z.string().nullable(),
  /** what was the plan's head when it was asked for */
  follows: z.number().int().nullable(),
  day: Day,
  status: z.enum(planVersionStatuses),
  baseVersion: z.number().int().nullable(),
  failure: z.string().nullable(),
  /** true when some travel times are straight-line estimates */
  isEstimate: z.boolean(),
  createdAt: Instant,
  solvedAt: Instant.nullable(),
  publishedAt: Instant.nullable(),
  /** until it is published again */
  takenBack: TakenBack.nullable(),
  summary: PlanSummary.nullable(),
  /** of a version beside the plan: what is supposed in it */
  whatIf: WhatIf.nullable(),
  /** by part of the cost; the planner's own where none is given */
  weights: PlanWeights,
  /** the days it was planned in one go with, itself among them, in their order; empty where it was planned alone */
  together: z.array(DayVersion),
  /** while solving: 0 to 1, the best so far, and whether it was asked to stop and keep that */
  progress: z
    .object({
      share: z.number(),
      assignedCount: z.number().int(),
      phase: z.string(),
      isStopping: z.boolean(),
    })
    .nullable(),
})
export type PlanVersion = z.infer<typeof PlanVersion>

/** What a dispatcher holds where it is: a stop with its crew, in its place, at its time; or a crew's whole route. */
export const PlanLock = z.object({
  kind: z.enum(['crew', 'position', 'time', 'route']),
  /** null for a route */
  taskId: Id.nullable(),
  /** null for a time, which any crew may keep */
  crewId: z.number().int().nullable(),
})
export type PlanLock = z.infer<typeof PlanLock>

export const PlanVersionDetail = PlanVersion.extend({
  crewIds: z.array(z.number().int()),
  workOrderIds: z.array(Id),
  routes: z.array(Route),
  unassigned: z.array(UnassignedReason),
  /** solving from this version moves none of these */
  locks: z.array(PlanLock),
  /** rules it broke when it was made */
  violations: z.array(KnownViolation),
  /** of a re-plan, once solved: what it changes in the published version */
  changes: PlanChanges.nullable(),
})
export type PlanVersionDetail = z.infer<typeof PlanVersionDetail>

export const Plan = z.object({
  id: Id,
  day: Day,
  name: z.string(),
  status: z.enum(planStatuses),
  publishedVersion: z.number().int().nullable(),
  /** the version that work goes on from: only it is changed and published */
  headVersion: z.number().int().nullable(),
  /**
   * What a screen needs at once, the newest first: the newest; those with a name; the head and what is published, each
   * with what it was made from, what was made of it and what stands beside it. `listPlanVersions` has the others.
   */
  versions: z.array(PlanVersion),
})
export type Plan = z.infer<typeof Plan>

export const VersionNumber = z.coerce.number<number | string>().int().positive()
export const PlanParams = InJurisdiction.extend({ planId: Id })
export const VersionParams = PlanParams.extend({
  version: VersionNumber,
})

export const solvePlan = endpoint({
  name: 'solvePlan',
  method: 'POST',
  path: '/v1/:jurisdictionId/plans',
  summary: 'Plan a day: a job makes a new version of the plan for these crews and orders',
  tag: 'plans',
  access: dispatchers,
  params: InJurisdiction,
  status: 202,
  body: z.object({
    day: Day,
    /** to add a version to an existing plan */
    planId: Id.optional(),
    /** all crews with a shift that day, unless named */
    crewIds: z.array(z.number().int()).max(200).optional(),
    /** all plannable orders, most urgent first, unless named */
    workOrderIds: z.array(Id).max(2000).optional(),
    seconds: z.number().int().min(1).max(120).default(8),
    seed: Seed,
    /** keep the stops of this version where they are as far as possible */
    baseVersion: z.number().int().optional(),
    weights: PlanWeights.optional(),
  }),
  response: PlanVersion,
})

export const replanDay = endpoint({
  name: 'replanDay',
  method: 'POST',
  path: '/v1/:jurisdictionId/plans/:planId/replan',
  summary:
    'Re-plan the published version from how the day stands now, changing few stops; a job makes a new version',
  tag: 'plans',
  access: dispatchers,
  params: PlanParams,
  status: 202,
  body: z.object({
    /** stops that may change; 0 changes none but those that have to */
    changeBudget: z.number().int().min(0).max(500).default(10),
    /** the crews of the published version that have a shift, unless named */
    crewIds: z.array(z.number().int()).max(200).optional(),
    /** only to be looked at: beside the plan, never its head by itself; one at a time, and the same for all who ask */
    isOffer: z.boolean().default(false),
    seconds: z.number().int().min(1).max(30).default(2),
    seed: Seed,
  }),
  response: PlanVersion,
})

export const getPlanVersion = endpoint({
  name: 'getPlanVersion',
  method: 'GET',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version',
  summary: 'Routes, stops and unassigned work of one version',
  tag: 'plans',
  access: staff,
  params: VersionParams,
  response: PlanVersionDetail,
})

export const movePlanStop = endpoint({
  name: 'movePlanStop',
  method: 'POST',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version/move',
  summary:
    'Move a task, or several, to a crew and place (or out of the plan); makes a new version, which may break a rule and then says so. A conflict (PlanConflict) where the version is no longer the head',
  tag: 'plans',
  access: dispatchers,
  params: VersionParams,
  status: 201,
  body: z.object({
    taskId: Id.optional(),
    /** several at once, in the order they are to be done */
    taskIds: NamedTasks.optional(),
    /** null takes them out of the plan */
    crewId: z.number().int().nullable(),
    /** place of the first among the crew's other tasks, from 0; the cheapest unless told */
    place: z.number().int().min(0).optional(),
    /** tasks that are taken out of the plan to make room */
    leaveOutTaskIds: z.array(Id).max(20).optional(),
    /** why, where it breaks a rule */
    reason: ReasonText.optional(),
    /** to who has the version that is changed: only the routes that are other in the new one */
    isStep: z.boolean().default(false),
  }),
  response: PlanVersionDetail.extend({
    /** of the violations, those of this move */
    addedViolations: z.array(PlanViolation),
    /** crews whose routes stay as they are and were not asked for */
    keptCrewIds: z.array(z.number().int()),
  }),
})

export const publishPlanVersion = endpoint({
  name: 'publishPlanVersion',
  method: 'POST',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version/publish',
  summary:
    'Make a version, or the part of some crews, the plan of the day: immutable, crews assigned, crews and citizens told. A conflict (PlanConflict) where it is not the head',
  tag: 'plans',
  access: dispatchers,
  params: VersionParams,
  body: z
    .object({
      /** all crews unless named; the rest stays a draft, the plan's new head */
      crewIds: z.array(z.number().int()).min(1).max(200).optional(),
    })
    .default({}),
  response: PlanVersionDetail,
})
