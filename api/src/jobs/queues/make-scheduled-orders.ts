import { z } from 'zod'
import { defineQueue } from '../queue.ts'

/** Makes the orders of work that comes back, as its days come near. */
export const makeScheduledOrdersQueue = defineQueue({
  name: 'make-scheduled-orders',
  payload: z.object({}),
  options: { expireInSeconds: 600 },
  schedule: '11 * * * *',
})
