import { z } from 'zod'
import { defineQueue } from '../queue.ts'

/** Forgets live events that no screen can still be waiting for. */
export const cleanLiveEvents = defineQueue({
  name: 'clean-live-events',
  payload: z.object({}),
  options: { expireInSeconds: 600 },
  schedule: '*/15 * * * *',
})
