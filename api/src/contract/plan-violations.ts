import { z } from 'zod'
import { RuleDetail } from './plan-explanations.ts'
import { Id } from './values.ts'

/** A rule that a plan breaks, in the words of refusals. */
export const PlanViolation = RuleDetail.extend({
  taskId: Id.nullable(),
  crewId: z.number().int(),
  cause: z.string(),
  /** seconds, litres or kilograms beyond the limit */
  margin: z.number().nullable(),
})
export type PlanViolation = z.infer<typeof PlanViolation>

/** A broken rule and how the plan came to break it. */
export const KnownViolation = PlanViolation.extend({
  /** the version that broke it by hand; null where something else did, as a change of the roster */
  since: z.number().int().nullable(),
  /** what was moved then */
  movedTaskIds: z.array(Id),
  /** why that was accepted */
  reason: z.string().nullable(),
})
export type KnownViolation = z.infer<typeof KnownViolation>

/** Stops that are chosen together. */
export const NamedTasks = z.array(Id).min(1).max(100)

export const ReasonText = z.string().trim().max(200)
