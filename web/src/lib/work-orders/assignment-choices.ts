import { z } from 'zod'

const Candidate = z.object({
  crewId: z.number().int(),
  extraSeconds: z.number().nullable().default(null),
  reason: z.string().nullable().default(null),
  margin: z.number().nullable().default(null),
})
const Assignment = z.object({
  crewId: z.number().int().nullable().default(null),
  crews: z.array(Candidate).default([]),
})

export type AssignmentChoice = z.infer<typeof Candidate> & { isChosen: boolean }

/** What the queue weighed, the chosen crew first, then the cheaper before those that could not. */
export function assignmentChoices(assignment: Record<string, unknown>): AssignmentChoice[] {
  const parsed = Assignment.safeParse(assignment)
  if (!parsed.success) return []
  const { crewId, crews } = parsed.data
  return crews
    .map((candidate) => ({ ...candidate, isChosen: candidate.crewId === crewId }))
    .sort(
      (a, b) =>
        Number(b.isChosen) - Number(a.isChosen) ||
        (a.extraSeconds ?? Infinity) - (b.extraSeconds ?? Infinity) ||
        a.crewId - b.crewId,
    )
}
