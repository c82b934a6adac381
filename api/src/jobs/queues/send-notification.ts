import { z } from 'zod'
import { JurisdictionId } from '../../contract/index.ts'
import { defineQueue } from '../queue.ts'

/** Sends one row of the outbox. */
export const sendNotification = defineQueue({
  name: 'send-notification',
  payload: z.object({ jurisdictionId: JurisdictionId, notificationId: z.number().int() }),
  options: { retryLimit: 8, retryDelay: 10, expireInSeconds: 120 },
  concurrency: 4,
})
