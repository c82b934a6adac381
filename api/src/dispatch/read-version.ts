import type { Tx } from '@dromos/db'
import type { PlanVersionDetail } from '../contract/index.ts'
import { notFound } from '../http/problems.ts'
import { heldLocks, stopsAhead, toPlanLock } from './plan-lock.ts'
import {
  changesOf,
  findRoutes,
  findUnassigned,
  findVersion,
  findWorkOrderIds,
  toPlanVersion,
} from './version-queries.ts'

export async function readVersion(tx: Tx, planId: number, version: number): Promise<PlanVersionDetail> {
  const row = await findVersion(tx, planId, version)
  if (!row) throw notFound('plan version', `${planId}/${version}`)
  const routes = await findRoutes(tx, planId, version)
  return {
    ...toPlanVersion(row),
    crewIds: row.request.crewIds,
    workOrderIds: await findWorkOrderIds(tx, row.request.taskIds),
    routes,
    unassigned: await findUnassigned(tx, planId, version),
    locks: heldLocks(row.request.locks, stopsAhead(routes)).map(toPlanLock),
    changes: changesOf(row),
  }
}
