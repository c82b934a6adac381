import type { Plan, PlanVersion } from '@dromos/api/contract'

/** The plan a view means: the one it names, else the one in force, else the latest. */
export function planOfView(plans: readonly Plan[], planId: number | null): Plan | null {
  const named = plans.find((plan) => plan.id === planId)
  if (named) return named
  const latest = plans.toSorted((a, b) => b.id - a.id)
  return latest.find((plan) => plan.publishedVersion !== null) ?? latest[0] ?? null
}

/** The version a view means: the one it names, else the one work goes on from, else the published one, else the newest that came to something. */
export function versionOfView(plan: Plan | null, version: number | null): PlanVersion | null {
  if (!plan) return null
  const newest = plan.versions.toSorted((a, b) => b.version - a.version)
  return (
    newest.find((each) => each.version === version) ??
    newest.find((each) => each.version === plan.headVersion) ??
    newest.find((each) => each.version === plan.publishedVersion) ??
    newest.find((each) => each.status === 'optimised' || each.status === 'solving') ??
    newest[0] ??
    null
  )
}

/** What a version is compared with: what it was made from, else what is in force. */
export function baseOf(plan: Plan | null, version: PlanVersion | null): string | null {
  if (!plan || !version) return null
  const base =
    version.baseVersion ?? (plan.publishedVersion === version.version ? null : plan.publishedVersion)
  return base === null || base === version.version ? null : `${plan.id}/${base}`
}
