import { z } from 'zod'
import type { PlanLock } from '../contract/index.ts'
import type { RouteSketch } from './route-sketches.ts'

const Leg = z.object({ shiftId: z.number(), taskIds: z.array(z.number()) })

/** What a dispatcher holds in a version, as the planner needs it. Legs are the crew's day from its beginning. */
export const StoredLock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('crew'), taskId: z.number(), crewId: z.number() }),
  z.object({ kind: z.literal('time'), taskId: z.number(), startAt: z.iso.datetime() }),
  /** the last task of the legs stays behind the others */
  z.object({ kind: z.literal('position'), taskId: z.number(), crewId: z.number(), legs: z.array(Leg) }),
  z.object({ kind: z.literal('route'), crewId: z.number(), legs: z.array(Leg) }),
])
export type StoredLock = z.output<typeof StoredLock>

/** by how much the start of a stop may differ that is locked to its time: less than anybody minds */
export const lockedSeconds = 240

/** Stops of a crew that have not begun, in their order; `startAt` is null where only the order is known. */
export type AheadStops = ReadonlyMap<number, readonly { taskId: number; startAt: Date | null }[]>

/** Locks that are as the stops are. A lock that something else was stronger than is none any more. */
export function heldLocks(locks: readonly StoredLock[], ahead: AheadStops): StoredLock[] {
  if (locks.length === 0) return []
  const standing = new Map(
    [...ahead].flatMap(([crewId, stops]) =>
      stops.map(({ taskId, startAt }) => [taskId, { crewId, startAt }] as const),
    ),
  )
  return locks.filter((lock) => {
    if (lock.kind === 'crew') return standing.get(lock.taskId)?.crewId === lock.crewId
    if (lock.kind === 'time') return isOnTime(lock.startAt, standing.get(lock.taskId))
    if (lock.kind === 'position' && !standing.has(lock.taskId)) return false
    return isInOrder(lock, ahead, standing)
  })
}

function isOnTime(startAt: string, stop: { startAt: Date | null } | undefined): boolean {
  if (!stop?.startAt) return stop !== undefined
  return Math.abs(stop.startAt.getTime() - Date.parse(startAt)) <= lockedSeconds * 1000
}

/** What has begun or was closed leaves an order; what went elsewhere breaks it. */
function isInOrder(
  lock: Extract<StoredLock, { legs: unknown }>,
  ahead: AheadStops,
  standing: ReadonlyMap<number, unknown>,
): boolean {
  const locked = lock.legs.flatMap(({ taskIds }) => taskIds).filter((taskId) => standing.has(taskId))
  const stops = ahead.get(lock.crewId) ?? []
  if (locked.length === 0 || (lock.kind === 'route' && stops.length !== locked.length)) return false
  return locked.every((taskId, index) => stops[index]?.taskId === taskId)
}

/** The stops of stored routes that have not begun. */
export function stopsAhead(routes: readonly Pick<RouteSketch, 'crewId' | 'stops'>[]): AheadStops {
  return new Map(
    routes.map(({ crewId, stops }) => [
      crewId,
      stops.flatMap(({ kind, taskId, startAt, visitStatus }) =>
        kind === 'task' && taskId !== null && (visitStatus === null || visitStatus === 'dispatched')
          ? [{ taskId, startAt: new Date(startAt) }]
          : [],
      ),
    ]),
  )
}

/** Locks that do not hold this task where it is; that of its crew stays while it stays with the crew. */
export function locksWithout(
  locks: readonly StoredLock[],
  taskId: number,
  crewId: number | null = null,
): StoredLock[] {
  return locks.filter((lock) => {
    if ('legs' in lock) return !lock.legs.some(({ taskIds }) => taskIds.includes(taskId))
    return lock.taskId !== taskId || (lock.kind === 'crew' && lock.crewId === crewId)
  })
}

/** Tasks that locks keep in their day; a lock to a crew that does not work then keeps nothing. */
export function heldTaskIds(locks: readonly StoredLock[], crewIds: ReadonlySet<number>): Set<number> {
  return new Set(
    locks
      .filter((lock) => lock.kind === 'time' || crewIds.has(lock.crewId))
      .flatMap((lock) => ('legs' in lock ? lock.legs.flatMap(({ taskIds }) => taskIds) : [lock.taskId])),
  )
}

export function toPlanLock(lock: StoredLock): PlanLock {
  return {
    kind: lock.kind,
    taskId: lock.kind === 'route' ? null : lock.taskId,
    crewId: lock.kind === 'time' ? null : lock.crewId,
  }
}
