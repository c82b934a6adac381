import { z } from 'zod'
import { Id, JurisdictionId } from '../../contract/index.ts'
import { defineQueue } from '../queue.ts'

/** Reads a file of requests into a city; a run that was cut off goes on where it was. */
export const runImportQueue = defineQueue({
  name: 'run-import',
  payload: z.object({ jurisdictionId: JurisdictionId, importRunId: Id }),
  options: { expireInSeconds: 6 * 60 * 60, retryLimit: 10 },
})
