import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { InJurisdiction, Instant } from './values.ts'

const access = ['admin'] as const

/** Work that was tried as often as its queue allows, and failed each time. */
export const FailedJob = z.object({
  id: z.uuid(),
  /** e.g. "send-notification" */
  queue: z.string(),
  failedAt: Instant,
  /** since when the work was wanted */
  queuedAt: Instant,
  tries: z.number().int(),
  /** what the last try said, in the words of the program */
  reason: z.string(),
  /** whom and what it concerns: ids and days, no text of people */
  about: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})
export type FailedJob = z.infer<typeof FailedJob>

/** how many are listed at most */
export const failedJobsShown = 200

export const listFailedJobs = endpoint({
  name: 'listFailedJobs',
  method: 'GET',
  path: '/v1/:jurisdictionId/failed-jobs',
  summary: 'Work of this city that failed for good, the latest first (at most 200)',
  tag: 'jobs',
  access,
  params: InJurisdiction,
  response: z.object({ items: z.array(FailedJob), total: z.number().int() }),
})

const ById = InJurisdiction.extend({ jobId: z.uuid() })

export const retryFailedJob = endpoint({
  name: 'retryFailedJob',
  method: 'POST',
  path: '/v1/:jurisdictionId/failed-jobs/:jobId/retry',
  summary: 'Put failed work back into its queue, with all its tries',
  tag: 'jobs',
  access,
  params: ById,
  response: z.undefined(),
  status: 204,
})

export const dismissFailedJob = endpoint({
  name: 'dismissFailedJob',
  method: 'DELETE',
  path: '/v1/:jurisdictionId/failed-jobs/:jobId',
  summary: 'Forget failed work',
  tag: 'jobs',
  access,
  params: ById,
  response: z.undefined(),
  status: 204,
})
