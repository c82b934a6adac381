import { z } from 'zod'
import { defineQueue } from '../queue.ts'

/** Leaves of a crew's track of yesterday only how long it was in which cell. */
export const reduceTracksQueue = defineQueue({
  name: 'reduce-tracks',
  payload: z.object({}),
  options: { expireInSeconds: 600 },
  schedule: '23 * * * *',
})
