import { deliver } from '../notifications/deliver.ts'
import { handleJobs } from './queue.ts'
import { sendNotification } from './queues/send-notification.ts'

export const sendNotificationJob = handleJobs(
  sendNotification,
  ({ jurisdictionId, notificationId }, { context }) => deliver(context, jurisdictionId, notificationId),
)
