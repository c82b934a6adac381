import { z } from 'zod'
import { Day, Id, JurisdictionId } from '../../contract/index.ts'
import { defineQueue } from '../queue.ts'

/** Looks for the best crew of a day for one ready order. */
export const assignWorkOrderQueue = defineQueue({
  name: 'assign-work-order',
  payload: z.object({
    jurisdictionId: JurisdictionId,
    workOrderId: Id,
    /** the city's today unless told; where nobody asked, the next day with a shift that is not over */
    day: Day.optional(),
    /** asked: a person wants it given out; propose: a person wants to be told; policy: as the service's policy says */
    cause: z.enum(['asked', 'propose', 'policy']).default('asked'),
    accountId: z.string().nullable().default(null),
  }),
  options: { expireInSeconds: 300 },
})
