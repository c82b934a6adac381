import type { MovedStop, PlanVersionDetail, Route } from '@dromos/api/contract'
import type { Planning } from './planning.svelte.ts'

export interface ComparedVersions {
  /** the one shown */
  own: PlanVersionDetail
  other: PlanVersionDetail
  /** stops that stand elsewhere, from the older to the newer */
  moved: MovedStop[]
  isOtherOlder: boolean
  /** crews whose routes are not the same in both */
  differ: ReadonlySet<number>
}

/** The two versions that are compared, once both and what differs are here. */
export function comparedVersions({
  detail: { value: own },
  base: { value: other },
  moved,
}: Pick<Planning, 'detail' | 'base' | 'moved'>): ComparedVersions | null {
  if (!own || !other || !moved.value || moved.key !== comparedKey(own, other.version)) return null
  const isOtherOlder = other.version < own.version
  return { own, other, moved: moved.value, isOtherOlder, differ: crewsThatDiffer(own, other) }
}

/** By which the stops that differ are asked for: from the older to the newer version. */
export function comparedKey(
  { planId, version }: Pick<PlanVersionDetail, 'planId' | 'version'>,
  other: number,
): string {
  return `${planId}/${Math.max(version, other)}/${Math.min(version, other)}`
}

/** Crews whose routes go another way or elsewhere in one version than in another. */
export function crewsThatDiffer(
  own: Pick<PlanVersionDetail, 'routes'>,
  other: Pick<PlanVersionDetail, 'routes'>,
): Set<number> {
  const routesOf = ({ routes }: Pick<PlanVersionDetail, 'routes'>) =>
    new Map(routes.map((route) => [route.crewId, route]))
  const [ours, theirs] = [routesOf(own), routesOf(other)]
  const crewIds = [...new Set([...ours.keys(), ...theirs.keys()])]
  return new Set(crewIds.filter((crewId) => !isSameWay(ours.get(crewId), theirs.get(crewId))))
}

/** What crews have told of a stop is no difference between plans. */
function isSameWay(route: Route | undefined, other: Route | undefined): boolean {
  if (route === other) return true
  return route !== undefined && other !== undefined && wayOf(route) === wayOf(other)
}

function wayOf({ polyline, stops }: Route): string {
  return JSON.stringify([polyline, stops.map(({ kind, taskId, startAt }) => [kind, taskId, startAt])])
}
