import { z } from 'zod'
import { assignmentChanges } from './conflicts.ts'
import { dispatchers, endpoint, staff } from './endpoint.ts'
import { RuleDetail } from './plan-explanations.ts'
import { ServiceCode } from './services.ts'
import { Day, Id, InJurisdiction, InJurisdictionById, Instant, LonLat } from './values.ts'

export const assignPolicies = ['off', 'propose', 'act'] as const

export const AssignPolicy = z.object({
  serviceCode: ServiceCode,
  policy: z.enum(assignPolicies),
  changedAt: Instant.nullable(),
  changedBy: z.string().nullable(),
})
export type AssignPolicy = z.infer<typeof AssignPolicy>

export const AssignmentCandidate = RuleDetail.extend({
  crewId: z.number().int(),
  /** what the day becomes dearer by, in seconds of work that would be given for it; null where it cannot go */
  cost: z.number().nullable(),
  reason: z.string().nullable(),
  margin: z.number().nullable(),
})
export type AssignmentCandidate = z.infer<typeof AssignmentCandidate>

/** What the queue decided about an order, why, and what became of it. */
export const Assignment = z.object({
  id: Id,
  workOrderId: Id,
  taskId: Id,
  title: z.string(),
  serviceCode: ServiceCode,
  address: z.string().nullable(),
  location: LonLat,
  day: Day,
  cause: z.enum(['asked', 'propose', 'act']),
  /** expired: still open, but no longer true */
  status: z.enum([
    'proposed',
    'expired',
    'accepted',
    'dismissed',
    'replaced',
    'assigned',
    'undone',
    'nobody',
  ]),
  crewId: z.number().int().nullable(),
  candidates: z.array(AssignmentCandidate),
  /** what the crew's day grows by */
  effect: z
    .object({
      travelSeconds: z.number().int(),
      overtimeSeconds: z.number().int(),
      lateSeconds: z.number().int(),
    })
    .nullable(),
  /** why nobody was asked at all */
  reason: z.enum(['no-plan', 'no-shift']).nullable(),
  planId: Id.nullable(),
  planVersion: z.number().int().nullable(),
  /** null: by itself */
  askedBy: z.string().nullable(),
  decidedAt: Instant,
  settledBy: z.string().nullable(),
  settledAt: Instant.nullable(),
  /** of an open proposal: why it cannot be accepted any more */
  changes: z.array(z.enum(assignmentChanges)),
  /** it was given out, and the crew has not started */
  canUndo: z.boolean(),
})
export type Assignment = z.infer<typeof Assignment>

export const listAssignPolicies = endpoint({
  name: 'listAssignPolicies',
  method: 'GET',
  path: '/v1/:jurisdictionId/assign-policies',
  summary: 'What the queue does with new orders, by service',
  tag: 'assignments',
  access: staff,
  params: InJurisdiction,
  response: z.array(AssignPolicy),
})

export const setAssignPolicy = endpoint({
  name: 'setAssignPolicy',
  method: 'PUT',
  path: '/v1/:jurisdictionId/assign-policies/:serviceCode',
  summary: 'Leave new orders of a service alone, propose a crew for them, or give them out',
  tag: 'assignments',
  access: ['manager', 'admin'],
  params: InJurisdiction.extend({ serviceCode: ServiceCode }),
  body: z.object({ policy: z.enum(assignPolicies) }),
  response: AssignPolicy,
})

export const listAssignments = endpoint({
  name: 'listAssignments',
  method: 'GET',
  path: '/v1/:jurisdictionId/assignments',
  summary: 'What the queue decided for a day, the latest two hundred first',
  tag: 'assignments',
  access: staff,
  params: InJurisdiction,
  query: z.object({ day: Day }),
  response: z.array(Assignment),
})

export const acceptAssignment = endpoint({
  name: 'acceptAssignment',
  method: 'POST',
  path: '/v1/:jurisdictionId/assignments/:id/accept',
  summary:
    'Give the order to the crew that was proposed. A conflict (AssignmentConflict) where that is no longer true',
  tag: 'assignments',
  access: dispatchers,
  params: InJurisdictionById,
  response: Assignment,
})

export const dismissAssignment = endpoint({
  name: 'dismissAssignment',
  method: 'POST',
  path: '/v1/:jurisdictionId/assignments/:id/dismiss',
  summary: 'Leave the order where it is; nothing else is proposed for it',
  tag: 'assignments',
  access: dispatchers,
  params: InJurisdictionById,
  response: Assignment,
})

export const undoAssignment = endpoint({
  name: 'undoAssignment',
  method: 'POST',
  path: '/v1/:jurisdictionId/assignments/:id/undo',
  summary: 'Take the order back from its crew, while the crew has not started it',
  tag: 'assignments',
  access: dispatchers,
  params: InJurisdictionById,
  response: Assignment,
})

export const weighAssignment = endpoint({
  name: 'weighAssignment',
  method: 'POST',
  path: '/v1/:jurisdictionId/assignments/:id/weigh',
  summary:
    'Look for a crew again, for an order that nobody has; the answer is a new proposal and a live event',
  tag: 'assignments',
  access: dispatchers,
  params: InJurisdictionById,
  status: 202,
  response: z.object({ jobId: z.string() }),
})
