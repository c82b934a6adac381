import { z } from 'zod'
import { Day, Id, JurisdictionId } from '../../contract/index.ts'
import { defineQueue } from '../queue.ts'

/** Gives one ready order to the best crew of a day: the city's today unless told. */
export const assignWorkOrderQueue = defineQueue({
  name: 'assign-work-order',
  payload: z.object({ jurisdictionId: JurisdictionId, workOrderId: Id, day: Day.optional() }),
  options: { expireInSeconds: 300 },
})
