import type { lockPlanStop, CallOf, PlanLock, PlanVersionDetail } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'
import type { Lane } from './timeline.ts'

export type LockWish = CallOf<typeof lockPlanStop>['body']
type Detail = Pick<PlanVersionDetail, 'locks' | 'routes'>

export const stopLockKinds = ['crew', 'position', 'time'] as const

const names: Record<PlanLock['kind'], () => string> = {
  crew: m.plan_lock_crew,
  position: m.plan_lock_position,
  time: m.plan_lock_time,
  route: m.plan_lock_route,
}

/** What a lock holds, in a word or two. */
export function lockName(kind: PlanLock['kind']): string {
  return names[kind]()
}

/** How a stop is held: by locks of its own, or with its crew's whole route. */
export function locksOfStop({ locks, routes }: Detail, taskId: number): PlanLock['kind'][] {
  if (locks.length === 0) return []
  const own = ownLocks({ locks }, taskId)
  const crewId = routes.find(({ stops }) => stops.some((stop) => stop.taskId === taskId))?.crewId
  return crewId !== undefined && isRouteLocked({ locks }, crewId) ? [...own, 'route'] : own
}

/** The stops of a crew's lane that are held, and how. */
export function heldStops(
  detail: Detail | null,
  { crewId, bars }: Pick<Lane, 'crewId' | 'bars'>,
): [taskId: number, kinds: PlanLock['kind'][]][] {
  if (!detail || detail.locks.length === 0) return []
  const route: PlanLock['kind'][] = isRouteLocked(detail, crewId) ? ['route'] : []
  return bars.flatMap(({ kind, stop: { taskId } }) => {
    if (kind !== 'service' || taskId === null) return []
    const kinds = [...ownLocks(detail, taskId), ...route]
    return kinds.length > 0 ? [[taskId, kinds] as [number, PlanLock['kind'][]]] : []
  })
}

function ownLocks({ locks }: Pick<Detail, 'locks'>, taskId: number): PlanLock['kind'][] {
  return stopLockKinds.filter((kind) => locks.some((lock) => lock.kind === kind && lock.taskId === taskId))
}

export function isRouteLocked({ locks }: Pick<Detail, 'locks'>, crewId: number): boolean {
  return locks.some((lock) => lock.kind === 'route' && lock.crewId === crewId)
}

/** For the key: in its place, or free again if it is. */
export function turnedStop(detail: Detail, taskId: number): LockWish {
  return { kind: 'position', taskId, isLocked: !locksOfStop(detail, taskId).includes('position') }
}

/** How many things a change has freed. */
export function countFreed(before: Pick<Detail, 'locks'>, after: Pick<Detail, 'locks'>): number {
  return lockChanges(before, after).freed.length
}

/** What is held after and was not before, and the other way round. */
export function lockChanges(
  before: Pick<Detail, 'locks'>,
  after: Pick<Detail, 'locks'>,
): { set: PlanLock[]; freed: PlanLock[] } {
  const keyOf = ({ kind, taskId, crewId }: PlanLock) => `${kind} ${taskId ?? crewId}`
  const [had, has] = [before, after].map(({ locks }) => new Set(locks.map(keyOf)))
  return {
    set: after.locks.filter((lock) => !had!.has(keyOf(lock))),
    freed: before.locks.filter((lock) => !has!.has(keyOf(lock))),
  }
}
