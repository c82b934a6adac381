import type { Context } from './context.ts'
import { describeError } from './http/errors.ts'
import { openContext, type PartOptions } from './open-context.ts'
import { assignWorkOrderJob } from './jobs/assign-work-order.ts'
import { computeHotspotsJob } from './jobs/compute-hotspots.ts'
import { cleanLiveEventsJob } from './jobs/clean-live-events.ts'
import { cleanMediaJob } from './jobs/clean-media.ts'
import { developPhotoJob } from './jobs/develop-photo.ts'
import { learnArrivalsJob } from './jobs/learn-arrivals.ts'
import type { JobHandler } from './jobs/queue.ts'
import { reduceTracksJob } from './jobs/reduce-tracks.ts'
import { makeScheduledOrdersJob } from './jobs/make-scheduled-orders.ts'
import { runDayTwinJob } from './jobs/run-day-twin.ts'
import { runImportJob } from './jobs/run-import.ts'
import { sendNotificationJob } from './jobs/send-notification.ts'
import { solvePlanJob } from './jobs/solve-plan.ts'
import { warmUp } from './planner/search/index.ts'

// prettier-ignore
const handlers: JobHandler[] = [
  computeHotspotsJob,
  solvePlanJob,
  assignWorkOrderJob,
  cleanLiveEventsJob,
  developPhotoJob,
  cleanMediaJob,
  learnArrivalsJob,
  reduceTracksJob,
  makeScheduledOrdersJob,
  sendNotificationJob,
  runImportJob,
  runDayTwinJob,
]

// first what has waited for the worker, then what nobody waits for
const warmUpAfterMilliseconds = 10_000

export interface WorkerPart {
  /** rejects when jobs cannot be done */
  health(): Promise<Record<string, unknown>>
  close(): Promise<void>
}

export async function startWorker(options: PartOptions): Promise<WorkerPart> {
  const { context, close } = await openContext(options, 'worker')
  await workOn(context, handlers)
  const warming = setTimeout(() => void warmUp(), warmUpAfterMilliseconds).unref()
  return {
    async health() {
      const waiting = await context.boss.getQueues()
      return {
        queues: Object.fromEntries(
          waiting.map(({ name, readyCount, activeCount }) => [name, { readyCount, activeCount }]),
        ),
      }
    },
    close() {
      clearTimeout(warming)
      return close()
    },
  }
}

/** Registers handlers with the queue of a context. */
export async function workOn(context: Context, given: readonly JobHandler[]): Promise<void> {
  for (const handler of given) {
    const { name, concurrency, schedule } = handler.queue
    for (let count = 0; count < concurrency; count++) await hireWorker(context, handler)
    if (schedule) await context.boss.schedule(name, schedule, {})
  }
}

async function hireWorker(context: Context, handler: JobHandler): Promise<void> {
  const options = { batchSize: 1, pollingIntervalSeconds: 2 }
  const workerId = await context.boss.work(handler.queue.name, options, async (jobs) => {
    try {
      await Promise.all(jobs.map((job) => runJob(context, handler, job)))
    } finally {
      // jobs that come in one go wake a worker once: whoever has done one looks for the next at once
      context.boss.notifyWorker(workerId)
    }
  })
}

async function runJob(
  context: Context,
  { queue, handle }: JobHandler,
  { id, data, signal }: { id: string; data: unknown; signal: AbortSignal },
): Promise<void> {
  try {
    await handle(queue.payload.parse(data), { id, context, signal })
  } catch (error) {
    context.log.error({ queue: queue.name, jobId: id, error: describeError(error) }, 'job failed')
    throw error
  }
}
