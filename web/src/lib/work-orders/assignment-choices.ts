import type { WorkOrderDetail } from '@dromos/api/contract'
import { z } from 'zod'

const Candidate = z.object({
  crewId: z.number().int(),
  /** what the crew's day becomes dearer by, in the planner's units; null where it cannot go */
  cost: z.number().nullable().default(null),
  reason: z.string().nullable().default(null),
  margin: z.number().nullable().default(null),
})
const Assignment = z.object({
  crewId: z.number().int().nullable().default(null),
  candidates: z.array(Candidate).default([]),
})

export interface AssignmentChoice {
  crewId: number
  isChosen: boolean
  reason: string | null
  margin: number | null
  /** by what share it is dearer than the cheapest; null for the cheapest and for those that cannot */
  dearerBy: number | null
}

/** The queue's last answer for an order: with its visit, or in its history where no crew fitted. */
export function lastAssignment(
  order: Pick<WorkOrderDetail, 'assignment' | 'events'>,
): Record<string, unknown> | null {
  const asked = order.events.filter((event) => event.kind === 'assigned')
  const last = asked.toSorted((a, b) => b.id - a.id)[0]
  return last?.data ?? order.assignment
}

/** What the queue weighed: the chosen crew, then the dearer ones, then those that could not. */
export function assignmentChoices(assignment: Record<string, unknown>): {
  isAssigned: boolean
  choices: AssignmentChoice[]
} {
  const parsed = Assignment.safeParse(assignment)
  if (!parsed.success) return { isAssigned: false, choices: [] }
  const { crewId, candidates } = parsed.data
  const cheapest = Math.min(...candidates.flatMap(({ cost }) => (cost === null ? [] : [cost])))
  const choices = candidates
    .toSorted((a, b) => (a.cost ?? Infinity) - (b.cost ?? Infinity) || a.crewId - b.crewId)
    .map((candidate) => ({
      crewId: candidate.crewId,
      isChosen: candidate.crewId === crewId,
      reason: candidate.reason,
      margin: candidate.margin,
      dearerBy:
        candidate.cost === null || cheapest <= 0 || candidate.cost === cheapest
          ? null
          : candidate.cost / cheapest - 1,
    }))
  return { isAssigned: crewId !== null, choices }
}
