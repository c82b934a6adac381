import { z } from 'zod'

/** The closed list of what can go wrong (RFC 9457 `type`, as "/problems/<name>"). */
export const problemTypes = [
  'bad-input',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'too-large',
  'unsupported-media',
  'unreadable-picture',
  'unreadable-document',
  'outside-the-city',
  'not-allowed-now',
  'too-many-requests',
  'unavailable',
  'internal',
] as const
export type ProblemType = (typeof problemTypes)[number]

export const Problem = z.object({
  type: z.enum(problemTypes),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  /** for bad-input: which field, and what is wrong with it */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** what a client needs to go on, e.g. the right authority for a place outside the city */
  data: z.record(z.string(), z.unknown()).optional(),
})
export type Problem = z.infer<typeof Problem>

/** What stands between may answer in its own words. Without the schema, which a browser does not carry. */
export function isProblem(answer: unknown): answer is Problem {
  const { type, title, status } = (answer ?? {}) as Partial<Problem>
  return problemTypes.includes(type!) && typeof title === 'string' && typeof status === 'number'
}
