import { z } from 'zod'
import { dispatchers, endpoint } from './endpoint.ts'
import { Id, InJurisdiction, Instant, Sha256 } from './values.ts'

const Index = z.number().int().min(0)

/** Row-major integers in base64, little-endian, each of as many bits as `bits` says. */
const Packed = z.string()

export const PlanProblem = z.object({
  planId: Id,
  version: z.number().int(),
  /** the beginning of the problem's seconds */
  origin: Instant,
  /** task of each job, crew of each crew of the problem */
  taskIds: z.array(Id),
  crewIds: z.array(z.number().int()),
  /** tasks of each crew as the version has them, with those that have begun and are in the problem no more */
  orders: z.array(z.object({ crewId: z.number().int(), taskIds: z.array(Id) })),
  /** what the numbers of skills of jobs and crews stand for: `skill:code` or `vehicle:code` */
  needs: z.array(z.string()),
  /** tasks that no crew may have, and why: other-day where another day's draft has locked it, waits for other work */
  barred: z.array(z.object({ taskId: Id, cause: z.enum(['other-day', 'waits']) })),
  /** the planner's problem but for its matrices */
  problem: z.record(z.string(), z.unknown()),
  /** of the matrices: the same key, the same numbers */
  matricesKey: Sha256,
  /** by profile; null where the caller knows them */
  matrices: z
    .record(
      z.string(),
      z.object({
        size: z.number().int(),
        /** 16 without a sign where the numbers are that small, else 32 with one */
        bits: z.literal([16, 32]),
        seconds: Packed,
        meters: Packed,
      }),
    )
    .nullable(),
  plan: z.object({
    routes: z.array(
      z.object({
        crew: Index,
        shift: Index,
        stops: z.array(
          z.discriminatedUnion('kind', [
            z.object({ kind: z.literal('job'), job: Index }),
            z.object({ kind: z.literal('break'), break: Index }),
            z.object({ kind: z.literal('reload') }),
          ]),
        ),
      }),
    ),
    unassigned: z.array(Index),
  }),
})
export type PlanProblem = z.infer<typeof PlanProblem>

export const getPlanProblem = endpoint({
  name: 'getPlanProblem',
  method: 'GET',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version/problem',
  summary: 'What the planner knows of a version, to try moves without asking; null where it is too large',
  tag: 'plans',
  access: dispatchers,
  params: InJurisdiction.extend({
    planId: Id,
    version: z.coerce.number<number | string>().int().positive(),
  }),
  query: z.object({
    /** the key of matrices that need not be sent again: they are nine tenths of the answer */
    knownMatrices: Sha256.optional(),
  }),
  response: PlanProblem.nullable(),
})
