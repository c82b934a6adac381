import type { Tx } from '@dromos/db'
import type { PlanVersionDetail, PlanVersionStep } from '../contract/index.ts'
import { notFound } from '../http/problems.ts'
import { findKeptCrewIds } from './kept-route-queries.ts'
import { heldLocks, stopsAhead, toPlanLock } from './plan-lock.ts'
import { findRouteSketches } from './route-sketches.ts'
import { findUnassigned } from './unassigned-queries.ts'
import {
  changesOf,
  findHead,
  findRoutes,
  findVersion,
  findWorkOrderIds,
  toPlanVersion,
} from './version-queries.ts'
import { findViolations } from './violation-queries.ts'

export async function readVersion(
  tx: Tx,
  planId: number,
  version: number,
  exceptCrewIds: readonly number[] = [],
): Promise<PlanVersionDetail> {
  const [row, routes, unassigned, violations] = await Promise.all([
    findVersion(tx, planId, version),
    findRoutes(tx, planId, version, exceptCrewIds),
    findUnassigned(tx, planId, version),
    findViolations(tx, planId, version),
  ])
  if (!row) throw notFound('plan version', `${planId}/${version}`)
  const isWhole = exceptCrewIds.length === 0 || row.request.locks.length === 0
  const ahead = stopsAhead(isWhole ? routes : await findRouteSketches(tx, planId, version))
  return {
    ...toPlanVersion(row),
    crewIds: row.request.crewIds,
    workOrderIds: await findWorkOrderIds(tx, row.request.taskIds),
    routes,
    unassigned,
    locks: heldLocks(row.request.locks, ahead).map(toPlanLock),
    violations,
    changes: changesOf(row),
  }
}

/** A version without the routes that are the same in another one of its plan. */
export async function readVersionStep(
  tx: Tx,
  { planId, version, since }: { planId: number; version: number; since: number },
): Promise<PlanVersionStep> {
  const keptCrewIds = await findKeptCrewIds(tx, planId, version, since)
  const detail = await readVersion(tx, planId, version, keptCrewIds)
  return { ...detail, since, keptCrewIds, headVersion: await findHead(tx, planId) }
}
