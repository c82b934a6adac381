import { z } from 'zod'
import { Id, JurisdictionId } from './values.ts'

/**
 * One change, told to every open screen by server-sent events at GET /api/v1/:jurisdictionId/live
 * (`id:` is the event's id, so that a browser resumes where it was cut off). Ids and versions only.
 */
export const LiveEvent = z.object({
  id: Id,
  jurisdictionId: JurisdictionId,
  entity: z.enum([
    'request',
    'hotspot',
    'work_order',
    'plan',
    'plan_version',
    'visit',
    'crew',
    'roster',
    'closure',
    'import',
    'assignment',
    'crew_position',
    'twin_run',
  ]),
  entityId: z.string(),
  version: z.number().int(),
  /** e.g. { lon, lat } of a request, or { share, assignedCount, phase } of a version being solved */
  data: z.record(z.string(), z.unknown()).default({}),
})
export type LiveEvent = z.infer<typeof LiveEvent>

/** Sent instead of events when too many were missed: refetch everything. */
export const resyncEventName = 'resync'
