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
  exceptCrews: readonly number[] | Promise<readonly number[]> = [],
): Promise<PlanVersionDetail> {
  const [row, exceptCrewIds, unassigned, violations] = await Promise.all([
    findVersion(tx, planId, version),
    exceptCrews,
    findUnassigned(tx, planId, version),
    findViolations(tx, planId, version),
  ])
  if (!row) throw notFound('plan version', `${planId}/${version}`)
  const isWhole = exceptCrewIds.length === 0 || row.request.locks.length === 0
  const [routes, others, workOrderIds] = await Promise.all([
    findRoutes(tx, planId, version, exceptCrewIds),
    isWhole ? null : findRouteSketches(tx, planId, version),
    findWorkOrderIds(tx, row.request.taskIds),
  ])
  return {
    ...toPlanVersion(row),
    crewIds: row.request.crewIds,
    workOrderIds,
    routes,
    unassigned,
    locks: heldLocks(row.request.locks, stopsAhead(others ?? routes)).map(toPlanLock),
    violations,
    changes: changesOf(row),
  }
}

interface Step {
  planId: number
  version: number
  since: number
}

/** A version without the routes that are the same in another one of its plan. */
export async function readChanges(
  tx: Tx,
  { planId, version, since }: Step,
): Promise<PlanVersionDetail & Pick<PlanVersionStep, 'keptCrewIds'>> {
  const kept = findKeptCrewIds(tx, planId, version, since)
  const detail = await readVersion(tx, planId, version, kept)
  return { ...detail, keptCrewIds: await kept }
}

/** The same, and where work on the plan goes on from by now. */
export async function readVersionStep(tx: Tx, step: Step): Promise<PlanVersionStep> {
  const [headVersion, changes] = await Promise.all([findHead(tx, step.planId), readChanges(tx, step)])
  return { ...changes, since: step.since, headVersion }
}
