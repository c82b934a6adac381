import { planOfView, versionOfView, type Plan, type PlanVersion } from '@dromos/api/contract'
import type { View } from '#lib/dispatch/view.ts'

interface Shown {
  plan: Plan | null
  version: PlanVersion | null
}

/**
 * What list, map and timeline of a day show. The day as it goes is the version that crews have, whatever work goes on
 * from; else what is shown stays (`held`) until it is left.
 */
export function shownVersion(
  plans: readonly Plan[],
  view: Pick<View, 'stage' | 'planId' | 'version'>,
  held: { planId: number; version: number } | null,
): Shown {
  const named = planOfView(plans, view.planId)
  if (view.stage === 'live') {
    const plan = named?.publishedVersion == null ? planOfView(plans, null) : named
    return { plan, version: find(plan, plan?.publishedVersion ?? null) }
  }
  const heldVersion = held?.planId === named?.id ? (held?.version ?? null) : null
  // one that is named and not here yet takes the place of what is shown once it is
  const asked = find(named, view.version) ? view.version : heldVersion
  return { plan: named, version: versionOfView(named, asked) }
}

/** The proposal that work goes on from, while crews have another version. */
export function draftAhead(plan: Plan | null): PlanVersion | null {
  if (plan?.publishedVersion == null || plan.headVersion === plan.publishedVersion) return null
  const head = find(plan, plan.headVersion)
  return head?.status === 'optimised' ? head : null
}

function find(plan: Plan | null, version: number | null): PlanVersion | null {
  return plan?.versions.find((each) => each.version === version) ?? null
}
