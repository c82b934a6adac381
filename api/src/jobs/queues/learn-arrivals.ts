import { z } from 'zod'
import { defineQueue } from '../queue.ts'

/** Learns from past visits how punctual crews are. */
export const learnArrivals = defineQueue({
  name: 'learn-arrivals',
  payload: z.object({}),
  options: { expireInSeconds: 600 },
  schedule: '41 1 * * *',
})
