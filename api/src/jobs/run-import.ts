import { runImport } from '../imports/run-import.ts'
import { handleJobs } from './queue.ts'
import { runImportQueue } from './queues/run-import.ts'

export const runImportJob = handleJobs(
  runImportQueue,
  ({ jurisdictionId, importRunId }, { context, signal }) =>
    runImport(context, jurisdictionId, importRunId, signal),
)
