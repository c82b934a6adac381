import { z } from 'zod'
import { Id, JurisdictionId } from '../../contract/index.ts'
import { defineQueue } from '../queue.ts'

/** Follows changed requests of one city; without requests its hotspots are computed anew, without a city all are. */
export const computeHotspots = defineQueue({
  name: 'compute-hotspots',
  payload: z.object({
    jurisdictionId: JurisdictionId.optional(),
    requestIds: z.array(Id).max(1000).optional(),
  }),
  options: { expireInSeconds: 300 },
  // what is overdue or was received this week changes with time alone
  schedule: '5 * * * *',
})
