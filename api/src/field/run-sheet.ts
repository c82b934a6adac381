import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { measureLabour, type Role, type RunSheet } from '../contract/index.ts'
import { findToday } from '../crews/queries.ts'
import { badInput, forbidden, notFound } from '../http/problems.ts'
import { findWithdrawn } from './acceptance.ts'
import { findCrewDays } from './crew-day-queries.ts'
import { findOwnCrewIds, type Worker } from './own-crew-queries.ts'
import { withJobs } from './run-sheet-jobs.ts'
import { findRouteOfDay, findRunSheetHead, findRunSheetVisits } from './crew-queries.ts'

export interface Asking extends Worker {
  roles: ReadonlySet<Role>
}

/** Those who may see and settle the work of any crew. */
export function isDispatching({ roles }: Pick<Asking, 'roles'>): boolean {
  return roles.has('dispatcher') || roles.has('manager') || roles.has('admin')
}

/** A crew's day; crews see their own, dispatchers the one they name. */
export async function readRunSheet(
  tx: Tx,
  { clock }: Pick<Context, 'clock'>,
  asking: Asking,
  query: { day?: string; crewId?: number },
): Promise<RunSheet> {
  const now = clock.now()
  const crewId = await chooseCrew(tx, asking, query.crewId, now)
  const day = query.day ?? (await findToday(tx, now))
  const head = await findRunSheetHead(tx, crewId, day)
  if (!head) throw notFound('crew', crewId)
  const route = await findRouteOfDay(tx, crewId, day)
  const visits = await findRunSheetVisits(tx, crewId, day)
  return {
    ...head,
    jurisdictionId: tx.jurisdictionId,
    day,
    crewDay: (await findCrewDays(tx, day, crewId))[0] ?? null,
    planVersion: route?.planVersion ?? null,
    routeGeometry: route?.routeGeometry ?? null,
    ...(await withJobs(
      tx,
      crewId,
      visits.map(({ marks, ...visit }) => ({ ...visit, labour: measureLabour(marks) })),
    )),
    withdrawn: await findWithdrawn(tx, crewId, day),
    at: now.toISOString(),
  }
}

/** The crew that is asked for, where it may be; the own one where none is named. */
export async function chooseCrew(
  tx: Tx,
  asking: Asking,
  wanted: number | undefined,
  now: Date,
): Promise<number> {
  if (wanted !== undefined && isDispatching(asking)) return wanted
  const own = await findOwnCrewIds(tx, asking, now)
  if (wanted !== undefined && !own.includes(wanted)) throw forbidden('This is the work of another crew')
  const crewId = wanted ?? own[0]
  if (crewId !== undefined) return crewId
  if (isDispatching(asking)) throw badInput('Name a crew', [{ path: 'query.crewId', message: 'missing' }])
  throw forbidden('This account is in no crew')
}
