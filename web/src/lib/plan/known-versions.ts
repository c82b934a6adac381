import type { Plan, PlanVersion, PlanVersionDetail } from '@dromos/api/contract'

/** A day's plans once a version has been told of that one of them goes on from. */
export function withHead(plans: readonly Plan[], detail: PlanVersionDetail, headVersion: number): Plan[] {
  const version = withoutDetails(detail)
  return plans.map((plan) => {
    if (plan.id !== version.planId) return plan
    const others = plan.versions.filter((each) => each.version !== version.version)
    const versions = [version, ...others].sort((a, b) => b.version - a.version)
    return { ...plan, headVersion, versions }
  })
}

/** Whether a plan's head, and what made it, are in the list. */
export function knowsHead(plans: readonly Plan[], planId: number, headVersion: number): boolean {
  const plan = plans.find(({ id }) => id === planId)
  return plan?.headVersion === headVersion && plan.versions.some(({ version }) => version === headVersion)
}

function withoutDetails({
  crewIds: _crewIds,
  workOrderIds: _workOrderIds,
  routes: _routes,
  unassigned: _unassigned,
  locks: _locks,
  violations: _violations,
  changes: _changes,
  ...version
}: PlanVersionDetail): PlanVersion {
  return version
}

/** Whether a version is here with what is near it: it is what work goes on from, or all that was made since is here too. */
export function knowsSince({ versions, headVersion, publishedVersion }: Plan, version: number): boolean {
  if (version === headVersion || version === publishedVersion) return true
  const newest = newestOf(versions)
  return versions.filter((each) => each.version >= version).length === newest - version + 1
}

/** Versions are numbered from one, and none is ever gone. */
export function newestOf(versions: readonly Pick<PlanVersion, 'version'>[]): number {
  return Math.max(0, ...versions.map(({ version }) => version))
}
