import { z } from 'zod'
import { Id, Instant } from './values.ts'

const StopStanding = z.object({
  crewId: z.number().int(),
  /** among the crew's tasks of the day, from 1 */
  place: z.number().int(),
  startAt: Instant,
})

const stopChangeKinds = ['assigned', 'unassigned', 'crew', 'time', 'order'] as const

/** A stop that stands elsewhere in one version than in another; null is left out. */
export const MovedStop = z.object({
  taskId: Id,
  workOrderId: Id,
  title: z.string(),
  kind: z.enum(stopChangeKinds),
  from: StopStanding.nullable(),
  to: StopStanding.nullable(),
})
export type MovedStop = z.infer<typeof MovedStop>

/** What a re-plan does to one stop. */
export const StopChange = MovedStop.extend({
  /** by what happened, not by choice: its crew is out or late, or its route no longer fits */
  isForced: z.boolean(),
  /** somebody who reported it was told a time that no longer holds */
  isToldAgain: z.boolean(),
})
export type StopChange = z.infer<typeof StopChange>

export const PlanChanges = z.object({
  budget: z.number().int(),
  /** of the stops below, those that count against the budget; never more than it */
  changes: z.number().int(),
  /** less driving and overtime than going on without a change; negative is more */
  savedSeconds: z.number().int(),
  stops: z.array(StopChange),
})
export type PlanChanges = z.infer<typeof PlanChanges>

/** `data` of the conflict by which a change of a version is refused that is no longer the plan's head. */
export const PlanConflict = z.object({
  headVersion: z.number().int(),
  /** whether the head was made from the version that was to be changed, and so holds all of it */
  isAhead: z.boolean(),
  /** what differs in the head, at most fifty stops */
  changes: z.array(MovedStop),
  changeCount: z.number().int(),
})
export type PlanConflict = z.infer<typeof PlanConflict>
