import { z } from 'zod'
import { Id, JurisdictionId } from '../../contract/index.ts'
import { defineQueue } from '../queue.ts'

/** Solves one plan version; without one it fails the versions whose worker has died. */
export const solvePlanQueue = defineQueue({
  name: 'solve-plan',
  payload: z.object({
    key: z.object({ jurisdictionId: JurisdictionId, planId: Id, version: z.number().int() }).optional(),
  }),
  options: { expireInSeconds: 300, retryLimit: 2 },
  schedule: '*/5 * * * *',
})
