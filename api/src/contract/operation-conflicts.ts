import { z } from 'zod'

/** A field that the tablet and the city hold different values for; the city's stays, the other is kept. */
export const OperationConflict = z.object({
  field: z.enum(['status', 'reason', 'media', 'answer', 'material']),
  /** which answer or material */
  code: z.string().optional(),
  yours: z.string(),
  theirs: z.string(),
})
export type OperationConflict = z.infer<typeof OperationConflict>
