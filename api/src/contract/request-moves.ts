import { z } from 'zod'
import { endpoint, staff } from './endpoint.ts'
import { RequestStatus } from './requests.ts'
import { Id, InJurisdiction } from './values.ts'

/** Statuses that many requests may be given at once; the others need more than a reason, or come by themselves. */
export const commonMoves = [
  'triaged',
  'accepted',
  'awaiting_citizen',
  'forwarded_external',
  'resolved',
  'reopened',
  'rejected',
  'not_responsible',
  'cancelled',
] as const satisfies readonly RequestStatus[]

/** Why one of many requests stays where it is. */
export const moveRefusals = [
  'not_found',
  'newer_version',
  'already_there',
  'not_allowed',
  'needs_reason',
  'needs_target',
] as const

export const RefusedMove = z.object({
  id: Id,
  /** where it stands; null for one that is not there */
  from: RequestStatus.nullable(),
  reason: z.enum(moveRefusals),
})
export type RefusedMove = z.infer<typeof RefusedMove>

const MovesReport = z.object({
  moved: z.array(z.object({ id: Id, publicId: z.string(), from: RequestStatus, version: z.number().int() })),
  refused: z.array(RefusedMove),
})
export type MovesReport = z.infer<typeof MovesReport>

export const changeRequestStatuses = endpoint({
  name: 'changeRequestStatuses',
  method: 'POST',
  path: '/v1/:jurisdictionId/requests/status',
  summary: 'Move many requests along their lifecycle; each is answered for, and those that may not move stay',
  tag: 'requests',
  access: staff,
  params: InJurisdiction,
  body: z.object({
    status: z.enum(commonMoves),
    requests: z
      .array(
        z.object({
          id: Id,
          /** the version the change was decided on; a newer one stays */
          version: z.number().int(),
        }),
      )
      .min(1)
      .max(500),
    /** needed for rejected and not_responsible */
    reason: z.string().trim().max(500).optional(),
    note: z.string().trim().max(4000).optional(),
    /** only tell what would move and what would stay */
    isPreview: z.boolean().default(false),
  }),
  response: MovesReport,
})
