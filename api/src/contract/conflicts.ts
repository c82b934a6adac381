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

/** A stop that can no longer be given out as a version says. */
export const RefusedStop = z.object({
  taskId: Id,
  workOrderId: Id,
  title: z.string(),
  reason: z.string(),
  /** who has it, or has done it */
  crewId: z.number().int().nullable(),
  /** whom the version gives it to */
  forCrewId: z.number().int(),
})
export type RefusedStop = z.infer<typeof RefusedStop>

export const rosterKinds = [
  'shift',
  'absence',
  'service',
  'zone',
  'member',
  'vehicle',
  'crew',
  'depot',
] as const

/** Why changes were refused: what they would have written over. Every part of them is left as it was. */
export const RosterClash = z.object({
  changed: z.array(
    z.object({
      kind: z.enum(rosterKinds),
      id: z.number(),
      isGone: z.boolean(),
      /** who changed it, where that is kept */
      by: z.string().nullable(),
    }),
  ),
})
export type RosterClash = z.infer<typeof RosterClash>

/** `data` of the conflict by which something cannot be retired: what still needs it, by name. */
export const RetirementConflict = z.object({
  inTheWay: z.array(
    z.object({
      kind: z.enum(['crew', 'vehicle', 'depot']),
      id: z.number(),
      /** what needs it: shifts, published days, people, crews, vehicles */
      by: z.enum(['shift', 'published', 'member', 'crew', 'vehicle']),
      /** at most ten: days of shifts and plans, names of the others */
      names: z.array(z.object({ nameEl: z.string(), nameEn: z.string() })),
      count: z.number().int(),
    }),
  ),
})
export type RetirementConflict = z.infer<typeof RetirementConflict>

/** What has happened since a crew was proposed, so that the proposal holds no more. */
export const assignmentChanges = [
  'order',
  'order-status',
  'crew-route',
  'no-shift',
  'day-over',
  'fit',
] as const

/** `data` of the conflict by which accepting a proposal is refused. */
export const AssignmentConflict = z.object({ changes: z.array(z.enum(assignmentChanges)) })
export type AssignmentConflict = z.infer<typeof AssignmentConflict>

/** `data` of the conflict by which taking back is refused: crews whose work it would change that have begun since. */
export const BegunCrews = z.object({ begunCrewIds: z.array(z.number().int()) })
export type BegunCrews = z.infer<typeof BegunCrews>

/** Another municipality, for a place outside the city. */
export const Authority = z.object({ code: z.string(), nameEl: z.string(), nameEn: z.string().nullable() })
export type Authority = z.infer<typeof Authority>
