import { z } from 'zod'
import { defineQueue } from '../queue.ts'

/** Removes pictures that no report and no visit has named within a day. */
export const cleanMedia = defineQueue({
  name: 'clean-media',
  payload: z.object({}),
  options: { expireInSeconds: 600 },
  schedule: '17 * * * *',
})
