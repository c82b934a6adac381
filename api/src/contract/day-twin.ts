import { z } from 'zod'
import { ExpectedArrival } from './arrivals.ts'
import { dispatchers, endpoint, staff } from './endpoint.ts'
import { PlanParams, PlanWeights } from './plans.ts'
import { Day, Id, Instant, LineString, LonLat, Seed } from './values.ts'

/** One stop of a lived day: as it was recorded, or as it would have been. */
export const TwinStop = z.object({
  taskId: Id,
  workOrderId: Id,
  title: z.string(),
  location: LonLat,
  departedAt: Instant,
  arrivedAt: Instant,
  endedAt: Instant,
  /** open: the crew came, and never told of an end */
  outcome: z.enum(['done', 'failed', 'open']),
  /** ended past its due time, or begun past its window, in that day */
  isLate: z.boolean(),
  dueAt: Instant.nullable().default(null),
  /** until when the work might begin */
  latestAt: Instant.nullable().default(null),
  /** when the plan wanted the work to begin and to end; null for what it has no time for */
  plannedArrivalAt: Instant.nullable().default(null),
  plannedEndAt: Instant.nullable().default(null),
  promise: ExpectedArrival.nullable(),
  /** how far along the route's line it lies */
  alongMeters: z.number().int(),
})
export type TwinStop = z.infer<typeof TwinStop>

/** What was expected of a crew from a moment on, until the next: what was under way, or to be done next. */
export const TwinExpectation = z.object({
  from: Instant,
  /** null when nothing was left to do */
  next: z
    .object({
      taskId: Id,
      isUnderWay: z.boolean(),
      /** when it was to begin, or while it is under way to end */
      plannedAt: Instant,
      /** the same, as it was expected then; later in the day never before the moment itself */
      expectedAt: Instant,
    })
    .nullable(),
})
export type TwinExpectation = z.infer<typeof TwinExpectation>

export const TwinRoute = z.object({
  crewId: z.number().int(),
  /** in the order of time; of a day that was lived again before this was kept there are none */
  shifts: z.array(z.object({ startsAt: Instant, endsAt: Instant })).default([]),
  depot: LonLat,
  startedAt: Instant,
  /** back at the depot, by the streets */
  homeAt: Instant,
  geometry: LineString.nullable(),
  lineMeters: z.number().int(),
  stops: z.array(TwinStop),
  /** the same */
  expected: z.array(TwinExpectation).default([]),
})
export type TwinRoute = z.infer<typeof TwinRoute>

/** What a day came to. The way home is in none of these: no crew tells when it is back. */
export const TwinFigures = z.object({
  servedCount: z.number().int(),
  failedCount: z.number().int(),
  /** of the day's work, neither done nor tried in vain */
  leftCount: z.number().int(),
  lateCount: z.number().int(),
  lateSeconds: z.number().int(),
  driveSeconds: z.number().int(),
  workSeconds: z.number().int(),
  /** from the end of a crew's shift to the end of its work */
  overtimeSeconds: z.number().int(),
  promisedCount: z.number().int(),
  keptCount: z.number().int(),
})
export type TwinFigures = z.infer<typeof TwinFigures>

const LeftTask = z.object({ taskId: Id, workOrderId: Id, title: z.string(), location: LonLat })

export const LivedDay = z.object({
  from: Instant,
  to: Instant,
  /** the city's midnight; what was due before it is not late in that day */
  dayStartsAt: Instant.nullable().default(null),
  figures: TwinFigures,
  routes: z.array(TwinRoute),
  /** 500 at most */
  left: z.array(LeftTask),
})
export type LivedDay = z.infer<typeof LivedDay>

export const DayReplay = LivedDay.extend({ planId: Id, version: z.number().int(), day: Day })
export type DayReplay = z.infer<typeof DayReplay>

/** What is to be another way; the day as it was recorded where nothing is. */
export const TwinChange = z.object({
  /** a crew without a shift that day works the hours that most had */
  crewIds: z.array(z.number().int()).min(1).max(200).nullable().default(null),
  /** added to the end of every shift */
  extraMinutes: z.number().int().min(-240).max(240).default(0),
  zones: z.enum(['kept', 'open', 'binding']).default('kept'),
  weights: PlanWeights.nullable().default(null),
  /** plan the day anew though nothing else is changed */
  isPlannedAnew: z.boolean().default(false),
  seconds: z.number().int().min(1).max(30).default(8),
  seed: Seed,
})
export type TwinChange = z.infer<typeof TwinChange>

export const TwinRun = z.object({
  id: Id,
  planId: Id,
  change: TwinChange,
  status: z.enum(['running', 'done', 'failed']),
  failure: z.string().nullable(),
  figures: TwinFigures.nullable(),
  madeBy: z.string().nullable(),
  createdAt: Instant,
})
export type TwinRun = z.infer<typeof TwinRun>

export const TwinRunDetail = TwinRun.extend({ lived: LivedDay.nullable() })
export type TwinRunDetail = z.infer<typeof TwinRunDetail>

export const mostTwinRuns = 20

export const getDayReplay = endpoint({
  name: 'getDayReplay',
  method: 'GET',
  path: '/v1/:jurisdictionId/plans/:planId/replay',
  summary: 'A day that has begun, as its crews lived it: every way, stop and time, and what it came to',
  tag: 'plans',
  access: staff,
  params: PlanParams,
  response: DayReplay,
})

export const runDayTwin = endpoint({
  name: 'runDayTwin',
  method: 'POST',
  path: '/v1/:jurisdictionId/plans/:planId/twin-runs',
  summary:
    'Live a past day again with another roster, zones or weights: planned on what was known, lived at the recorded pace; a job',
  tag: 'plans',
  access: dispatchers,
  params: PlanParams,
  status: 202,
  body: TwinChange,
  response: TwinRun,
})

export const listTwinRuns = endpoint({
  name: 'listTwinRuns',
  method: 'GET',
  path: '/v1/:jurisdictionId/plans/:planId/twin-runs',
  summary: 'How a past day was lived again, the newest first',
  tag: 'plans',
  access: staff,
  params: PlanParams,
  response: z.array(TwinRun),
})

export const getTwinRun = endpoint({
  name: 'getTwinRun',
  method: 'GET',
  path: '/v1/:jurisdictionId/plans/:planId/twin-runs/:id',
  summary: 'One run of a day lived again, with its routes',
  tag: 'plans',
  access: staff,
  params: PlanParams.extend({ id: Id }),
  response: TwinRunDetail,
})
