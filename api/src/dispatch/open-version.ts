import type { Tx } from '@dromos/db'
import { findToday } from '../crews/queries.ts'
import { notAllowedNow, notFound } from '../http/problems.ts'
import { heldLocks, stopsAhead, type StoredLock } from './plan-lock.ts'
import { findRouteSketches, type RouteSketch } from './route-sketches.ts'
import { findVersion, type VersionRow } from './version-queries.ts'

/** A version that is looked at to be changed. */
export interface OpenVersion {
  row: VersionRow
  routes: RouteSketch[]
  /** those that still hold */
  locks: StoredLock[]
  /** since when it is timed: a day under way goes on from now */
  from: string | null
}

/** Of a version that has been solved; others cannot be changed. */
export async function openVersion(
  tx: Tx,
  { planId, version, now }: { planId: number; version: number; now: Date },
): Promise<OpenVersion> {
  const [row, routes, today] = await Promise.all([
    findVersion(tx, planId, version),
    findRouteSketches(tx, planId, version),
    findToday(tx, now),
  ])
  if (!row) throw notFound('plan version', `${planId}/${version}`)
  if (!['optimised', 'published', 'superseded'].includes(row.status))
    throw notAllowedNow('This plan cannot be changed', { status: row.status })
  const locks = heldLocks(row.request.locks, stopsAhead(routes))
  return { row, routes, locks, from: timedFrom(row, today, now) }
}

function timedFrom(
  { day, request: { from } }: Pick<VersionRow, 'day' | 'request'>,
  today: string,
  now: Date,
): string | null {
  if (day !== today) return from
  return from !== null && from > now.toISOString() ? from : now.toISOString()
}
