import { z } from 'zod'
import { endpoint, staff } from './endpoint.ts'
import { PlanParams } from './plans.ts'
import { Day, Id, Instant } from './values.ts'

/** One stop of a published day: as planned, as it was, or as it is expected to be. */
export const StopProgress = z.object({
  taskId: Id,
  workOrderId: Id,
  visitId: Id,
  title: z.string(),
  visitStatus: z.string(),
  plannedArrivalAt: Instant,
  plannedEndAt: Instant,
  arrivedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  /** while it is not over */
  predictedArrivalAt: Instant.nullable(),
  predictedEndAt: Instant.nullable(),
  /** past its window or due time in that day, as it was or as it is expected */
  lateSeconds: z.number().int(),
  /** of its end against the plan, as it was or as it is expected; negative is early */
  behindSeconds: z.number().int(),
})
export type StopProgress = z.infer<typeof StopProgress>

export const crewStates = ['waiting', 'driving', 'working', 'between', 'finished'] as const

export const CrewProgress = z.object({
  crewId: z.number().int(),
  /** waiting: not begun; between: not told where it goes */
  state: z.enum(crewStates),
  /** when it was last heard of */
  since: Instant.nullable(),
  nextTaskId: Id.nullable(),
  /** of the next stop or the work under way, against the plan; negative is early */
  behindSeconds: z.number().int(),
  plannedEndAt: Instant,
  predictedEndAt: Instant,
  shiftEndsAt: Instant.nullable(),
  doneCount: z.number().int(),
  stopCount: z.number().int(),
  stops: z.array(StopProgress),
})
export type CrewProgress = z.infer<typeof CrewProgress>

/** A promise that will be broken, or that only just holds, if the day goes on as it does. */
export const Jeopardy = z.object({
  kind: z.enum(['window', 'due', 'promise', 'shift']),
  crewId: z.number().int(),
  /** null for a shift */
  taskId: Id.nullable(),
  workOrderId: Id.nullable(),
  title: z.string().nullable(),
  limitAt: Instant,
  predictedAt: Instant,
  /** seconds left until the limit when it happens; negative beyond it */
  marginSeconds: z.number().int(),
  severity: z.enum(['soon', 'late']),
})
export type Jeopardy = z.infer<typeof Jeopardy>

export const DayProgress = z.object({
  planId: Id,
  version: z.number().int(),
  day: Day,
  at: Instant,
  crews: z.array(CrewProgress),
  /** the nearest limit first */
  jeopardies: z.array(Jeopardy),
})
export type DayProgress = z.infer<typeof DayProgress>

export const getDayProgress = endpoint({
  name: 'getDayProgress',
  method: 'GET',
  path: '/v1/:jurisdictionId/plans/:planId/progress',
  summary:
    'The published version against what has happened: actual times, expected ones, and what is in jeopardy',
  tag: 'plans',
  access: staff,
  params: PlanParams,
  response: DayProgress,
})
