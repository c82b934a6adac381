import { z } from 'zod'
import { endpoint, staff } from './endpoint.ts'
import { Plan, PlanVersionDetail, type PlanVersion } from './plans.ts'
import { Day, Id, InJurisdiction } from './values.ts'

/** The plan a view means: the one it names, else the one in force, else the latest. */
export function planOfView(plans: readonly Plan[], planId: number | null): Plan | null {
  const named = plans.find((plan) => plan.id === planId)
  if (named) return named
  const latest = [...plans].sort((a, b) => b.id - a.id)
  return latest.find((plan) => plan.publishedVersion !== null) ?? latest[0] ?? null
}

/** The version a view means: the one it names, else the one work goes on from, else the published one, else the newest that came to something. */
export function versionOfView(plan: Plan | null, version: number | null): PlanVersion | null {
  if (!plan) return null
  const newest = [...plan.versions].sort((a, b) => b.version - a.version)
  return (
    newest.find((each) => each.version === version) ??
    newest.find((each) => each.version === plan.headVersion) ??
    newest.find((each) => each.version === plan.publishedVersion) ??
    newest.find((each) => each.status === 'optimised' || each.status === 'solving') ??
    newest[0] ??
    null
  )
}

export const ShownPlans = z.object({
  /** the city's today where none was named */
  day: Day,
  plans: z.array(Plan),
  /** the version that the view means */
  shown: PlanVersionDetail.nullable(),
  /** the last live event that this knows of: a stream that begins after it misses nothing; null where there was none */
  heardId: z.number().int().nullable(),
})
export type ShownPlans = z.infer<typeof ShownPlans>

/** What the screen of a day needs to begin with, in one answer. */
export const getShownPlans = endpoint({
  name: 'getShownPlans',
  method: 'GET',
  path: '/v1/:jurisdictionId/plans/shown',
  summary: 'Plans of a day, with the version that a view of them means',
  tag: 'plans',
  access: staff,
  params: InJurisdiction,
  query: z.object({
    day: Day.optional(),
    planId: Id.optional(),
    version: z.coerce.number<number | string>().int().positive().optional(),
  }),
  response: ShownPlans,
})
