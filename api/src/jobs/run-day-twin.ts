import { runTwin } from '../dispatch/twin/run-twin.ts'
import { handleJobs } from './queue.ts'
import { runDayTwinQueue } from './queues/run-day-twin.ts'

export const runDayTwinJob = handleJobs(runDayTwinQueue, (key, { context, signal }) =>
  runTwin(context, key, signal),
)
