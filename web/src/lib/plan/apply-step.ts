import type { PlanVersionDetail } from '@dromos/api/contract'

/** A whole version, of what is other in it and of the version it is told against; null where a kept route is not there. */
export function applyStep<Told extends Pick<PlanVersionDetail, 'routes'> & { keptCrewIds: number[] }>(
  base: Pick<PlanVersionDetail, 'routes'>,
  { keptCrewIds, ...told }: Told,
): Omit<Told, 'keptCrewIds'> | null {
  // the very same routes: what draws them has nothing to do
  const kept = base.routes.filter(({ crewId }) => keptCrewIds.includes(crewId))
  if (kept.length < keptCrewIds.length) return null
  const routes = [...kept, ...told.routes].sort((a, b) => a.crewId - b.crewId)
  return { ...told, routes }
}

/** A version in which a route that is as it was is the very same: what draws it has nothing to do. */
export function sameRoutes<Version extends Pick<PlanVersionDetail, 'routes'>>(
  before: Pick<PlanVersionDetail, 'routes'> | null,
  version: Version,
): Version {
  const known = new Map(before?.routes.map((route) => [route.crewId, route]))
  const routes = version.routes.map((route) => {
    const other = known.get(route.crewId)
    return other && JSON.stringify(other) === JSON.stringify(route) ? other : route
  })
  return { ...version, routes }
}
