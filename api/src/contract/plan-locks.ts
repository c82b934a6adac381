import { z } from 'zod'
import { dispatchers, endpoint } from './endpoint.ts'
import { NamedTasks } from './plan-violations.ts'
import { PlanVersionDetail, VersionParams } from './plans.ts'
import { Id } from './values.ts'

/** Holds stops of the head: with its crew, in its place behind the stops before it, or at its time. */
const StopLock = z.object({
  kind: z.enum(['crew', 'position', 'time']),
  taskId: Id.optional(),
  /** several at once */
  taskIds: NamedTasks.optional(),
  isLocked: z.boolean(),
})

/** Holds a crew's whole route: its stops in their order, and no others. */
const RouteLock = z.object({
  kind: z.literal('route'),
  crewId: z.number().int(),
  isLocked: z.boolean(),
})

export const lockPlanStop = endpoint({
  name: 'lockPlanStop',
  method: 'POST',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version/lock',
  summary:
    'Lock stops or a route where they stand, or release them: solving never moves what is locked. Makes a new version, unless all is as asked already. A conflict (PlanConflict) where the version is no longer the head',
  tag: 'plans',
  access: dispatchers,
  params: VersionParams,
  status: 201,
  body: z.discriminatedUnion('kind', [StopLock, RouteLock]),
  response: PlanVersionDetail,
})
