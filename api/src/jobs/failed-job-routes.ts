import { dismissFailedJob, listFailedJobs, retryFailedJob, type FailedJob } from '../contract/index.ts'
import { bind, type Api } from '../http/bind.ts'
import { notFound } from '../http/problems.ts'
import { countFailedJobs, findFailedJobs, takeFailedJob, type FailedJobRow } from './failed-job-queries.ts'
import { enqueue } from './queue.ts'
import { queues } from './queues/index.ts'

export function failedJobRoutes(api: Api): void {
  bind(api, listFailedJobs, ({ tenant }) =>
    tenant(async (tx) => ({
      items: (await findFailedJobs(tx)).map(describe),
      total: await countFailedJobs(tx),
    })),
  )
  bind(api, retryFailedJob, async ({ params, context, tenant }) => {
    await tenant(async (tx) => {
      const job = await takeFailedJob(tx, params.jobId)
      const queue = queues.find(({ name }) => name === job?.queue)
      if (!job || !queue) throw notFound('failed job', params.jobId)
      // whoever put it in meanwhile has it done
      await enqueue(tx, context, queue, job.payload)
    })
    return undefined
  })
  bind(api, dismissFailedJob, async ({ params, tenant }) => {
    if (!(await tenant((tx) => takeFailedJob(tx, params.jobId)))) throw notFound('failed job', params.jobId)
    return undefined
  })
}

/** Ids and days say what a job concerns; lists of them, and the city, which is known, do not help. */
function describe({ payload, failedAt, queuedAt, ...row }: FailedJobRow): FailedJob {
  const plain = Object.entries(payload).filter(
    (entry): entry is [string, string | number | boolean] =>
      entry[0] !== 'jurisdictionId' && ['string', 'number', 'boolean'].includes(typeof entry[1]),
  )
  return {
    ...row,
    failedAt: failedAt.toISOString(),
    queuedAt: queuedAt.toISOString(),
    about: Object.fromEntries(plain),
  }
}
