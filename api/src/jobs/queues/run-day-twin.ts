import { z } from 'zod'
import { Id, JurisdictionId } from '../../contract/index.ts'
import { defineQueue } from '../queue.ts'

/** Lives a past day again with something another way. */
export const runDayTwinQueue = defineQueue({
  name: 'run-day-twin',
  payload: z.object({ jurisdictionId: JurisdictionId, planId: Id, runId: Id }),
  options: { expireInSeconds: 300, retryLimit: 2 },
})
