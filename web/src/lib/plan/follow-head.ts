import type { Plan, PlanVersion } from '@dromos/api/contract'

export interface KnownHead {
  planId: number
  headVersion: number | null
}

/** The version to show after a plan's head has moved on: who looked at the head goes on looking at it. */
export function headToFollow(
  known: KnownHead | null,
  plan: Plan | null,
  shown: Pick<PlanVersion, 'version'> | null,
): number | null {
  if (!known || !plan || known.planId !== plan.id || known.headVersion === plan.headVersion) return null
  return shown?.version === known.headVersion ? plan.headVersion : null
}
