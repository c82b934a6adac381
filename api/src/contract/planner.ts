import { z } from 'zod'
import { endpoint } from './endpoint.ts'

export const solveLimits = { jobs: 1000, vehicles: 200, seconds: 30, bodyBytes: 1024 * 1024 } as const

const Amounts = z.array(z.number())
const Place = {
  location: z.array(z.number()).optional(),
  location_index: z.number().optional(),
}
const Violations = z.array(z.object({ cause: z.string(), duration: z.number().optional() }))
const Totals = {
  cost: z.number(),
  delivery: Amounts.optional(),
  pickup: Amounts.optional(),
  setup: z.number(),
  service: z.number(),
  duration: z.number(),
  waiting_time: z.number(),
  priority: z.number(),
  distance: z.number().optional(),
  violations: Violations,
}

/** VROOM's output (docs/API.md of VROOM), with the reasons of what is left out. */
export const VroomSolution = z.object({
  code: z.literal(0),
  summary: z.object({
    ...Totals,
    routes: z.number(),
    unassigned: z.number(),
    computing_times: z.object({ loading: z.number(), solving: z.number(), routing: z.number() }),
  }),
  unassigned: z.array(
    z.object({
      id: z.number(),
      type: z.enum(['job', 'pickup', 'delivery']),
      description: z.string().optional(),
      ...Place,
      /** for each vehicle, the first rule that keeps it from the task, and by how much */
      reason: z.array(
        z.object({
          vehicle: z.number(),
          cause: z.string(),
          margin: z.number().optional(),
          unit: z.string().optional(),
        }),
      ),
    }),
  ),
  routes: z.array(
    z.object({
      ...Totals,
      vehicle: z.number(),
      description: z.string().optional(),
      geometry: z.string().optional(),
      steps: z.array(
        z.object({
          type: z.enum(['start', 'job', 'pickup', 'delivery', 'break', 'end']),
          id: z.number().optional(),
          description: z.string().optional(),
          ...Place,
          arrival: z.number(),
          duration: z.number(),
          distance: z.number().optional(),
          setup: z.number(),
          service: z.number(),
          waiting_time: z.number(),
          load: Amounts.optional(),
          violations: Violations,
        }),
      ),
    }),
  ),
})

export const solveProblem = endpoint({
  name: 'solveProblem',
  method: 'POST',
  path: '/v1/planner/solve',
  summary:
    'Solve a routing problem in VROOM’s JSON. Bad input is answered as VROOM does: status 400, code 2, the error ' +
    'and the path of the field. One problem is solved at a time; others are asked to come back (503).',
  tag: 'planner',
  access: 'signed-in',
  query: z.object({
    /** how long to search */
    seconds: z.coerce.number<number | string>().min(0.1).max(solveLimits.seconds).default(5),
  }),
  /** checked by the planner, which names the field at fault */
  body: z.record(z.string(), z.unknown()),
  bodyLimit: solveLimits.bodyBytes,
  response: VroomSolution,
})
