import type { Plan, PlanVersion } from '@dromos/api/contract'

/** What a version is compared with: what it was made from, else what is in force. */
export function baseOf(plan: Plan | null, version: PlanVersion | null): string | null {
  if (!plan || !version) return null
  const base =
    version.baseVersion ?? (plan.publishedVersion === version.version ? null : plan.publishedVersion)
  return base === null || base === version.version ? null : `${plan.id}/${base}`
}
