import type { Queue } from '../queue.ts'
import { assignWorkOrderQueue } from './assign-work-order.ts'
import { cleanLiveEvents } from './clean-live-events.ts'
import { cleanMedia } from './clean-media.ts'
import { computeHotspots } from './compute-hotspots.ts'
import { developPhoto } from './develop-photo.ts'
import { learnArrivals } from './learn-arrivals.ts'
import { reduceTracksQueue } from './reduce-tracks.ts'
import { makeScheduledOrdersQueue } from './make-scheduled-orders.ts'
import { runImportQueue } from './run-import.ts'
import { runDayTwinQueue } from './run-day-twin.ts'
import { sendNotification } from './send-notification.ts'
import { solvePlanQueue } from './solve-plan.ts'

/** Every queue there is; each has one handler in the list of worker.ts. */
export const queues: readonly Queue[] = [
  sendNotification,
  developPhoto,
  cleanMedia,
  learnArrivals,
  makeScheduledOrdersQueue,
  cleanLiveEvents,
  reduceTracksQueue,
  computeHotspots,
  assignWorkOrderQueue,
  solvePlanQueue,
  runImportQueue,
  runDayTwinQueue,
]
