import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import { cityDay, findShifts } from '../crews/queries.ts'
import type { PlanRequest } from './day-input.ts'
import { heldLocks, heldTaskIds, stopsAhead, StoredLock } from './plan-lock.ts'
import { findRouteSketches } from './route-sketches.ts'
import { findVersion } from './version-queries.ts'

interface Asked {
  day: string
  request: Pick<PlanRequest, 'taskIds' | 'together'>
  now: Date
}

const LockedDay = z.object({
  planId: z.number(),
  version: z.number(),
  day: z.string(),
  locks: z.array(StoredLock),
})
type LockedDay = z.output<typeof LockedDay>

/** Of the tasks asked for, those that drafts of other days lock to be done then, as they stand now. */
export async function findHeldElsewhere(tx: Tx, asked: Asked): Promise<number[]> {
  return [...(await findLockingDays(tx, asked)).keys()]
}

/** The day that locks each of them; the first, where several do. */
export async function findLockingDays(
  tx: Tx,
  { day, request, now }: Asked,
): Promise<Map<number, Pick<LockedDay, 'day' | 'planId'>>> {
  const asked = new Set(request.taskIds)
  const held = new Map<number, Pick<LockedDay, 'day' | 'planId'>>()
  for (const other of await findLockedDays(tx, day, now)) {
    const crewIds = await findCrewsToCome(tx, other, request.together, now)
    const ahead = stopsAhead(await findRouteSketches(tx, other.planId, other.version))
    const locks = heldLocks(other.locks, ahead).filter(
      (lock) => lock.kind !== 'time' || Date.parse(lock.startAt) > now.getTime(),
    )
    for (const id of heldTaskIds(locks, crewIds))
      if (asked.has(id) && !held.has(id)) held.set(id, { day: other.day, planId: other.planId })
  }
  const open = held.size === 0 ? new Set<number>() : new Set(await findOpen(tx, [...held.keys()]))
  return new Map([...held].filter(([id]) => open.has(id)))
}

/** Who works on a day and has not ended; of days that are planned with this one, who is asked for then. */
async function findCrewsToCome(
  tx: Tx,
  { day, planId }: LockedDay,
  together: PlanRequest['together'],
  now: Date,
): Promise<Set<number>> {
  const shifts = (await findShifts(tx, day)).filter(({ endsAt }) => Date.parse(endsAt) > now.getTime())
  const asked = together.find((each) => each.planId === planId)
  const version = asked ? await findVersion(tx, planId, asked.version) : null
  return new Set(
    shifts.map(({ crewId }) => crewId).filter((id) => !version || version.request.crewIds.includes(id)),
  )
}

function findLockedDays(tx: Tx, day: string, now: Date): Promise<LockedDay[]> {
  return many(
    tx,
    LockedDay,
    sql`
      select p.id as plan_id, v.version, p.day, v.request -> 'locks' as locks
      from plan p
      join plan_version v on v.jurisdiction_id = p.jurisdiction_id and v.plan_id = p.id
        and v.version = p.head_version
      where p.jurisdiction_id = ${tx.jurisdictionId} and p.day <> ${day}::date
        and p.day >= ${cityDay(tx, now)}
        and coalesce(v.request -> 'locks', '[]') <> '[]'
      order by p.day`,
  )
}

/** What a crew has already is held by that, and by no draft. */
async function findOpen(tx: Tx, taskIds: number[]): Promise<number[]> {
  const rows = await many(
    tx,
    z.object({ id: z.number() }),
    sql`
      select id from task
      where jurisdiction_id = ${tx.jurisdictionId} and id = any (${taskIds}::bigint[]) and status = 'open'`,
  )
  return rows.map(({ id }) => id)
}
