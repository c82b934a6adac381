import { z } from 'zod'
import { MovedStop } from './conflicts.ts'

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
