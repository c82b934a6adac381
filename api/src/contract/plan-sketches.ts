import { z } from 'zod'
import { endpoint, staff } from './endpoint.ts'
import { VersionParams } from './plans.ts'
import { Id, LonLat } from './values.ts'

const SketchedRoute = z.object({
  crewId: z.number().int(),
  start: LonLat,
  stops: z.array(z.object({ taskId: Id, location: LonLat })),
  end: LonLat,
})

/** The best plan so far of a version that is being solved: who goes where in which order, not yet along streets. */
export const PlanSketch = z.object({
  /** of those of this version, from 1; 0 before there is one, and once it is solved */
  number: z.number().int(),
  /** what it is as dear as, in seconds of driving, without what it leaves out */
  costSeconds: z.number().int(),
  routes: z.array(SketchedRoute),
})
export type PlanSketch = z.infer<typeof PlanSketch>

export const getPlanSketch = endpoint({
  name: 'getPlanSketch',
  method: 'GET',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version/sketch',
  summary: 'The best plan so far of a version that is being solved; a newer one each second at most',
  tag: 'plans',
  access: staff,
  params: VersionParams,
  response: PlanSketch,
})
