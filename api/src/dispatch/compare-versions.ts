import type { Tx } from '@dromos/db'
import type { MovedStop, PlanVersion } from '../contract/index.ts'
import { notFound } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import { movedStops } from './moved-stops.ts'
import { findRoutes, findVersion, setName, toPlanVersion, type VersionRow } from './version-queries.ts'

export async function compareVersions(
  tx: Tx,
  planId: number,
  { from, to }: { from: number; to: number },
): Promise<MovedStop[]> {
  await demandVersion(tx, planId, from)
  await demandVersion(tx, planId, to)
  return movedStops(await findRoutes(tx, planId, from), await findRoutes(tx, planId, to))
}

/** What two proposals for a day are told apart by; no part of the plan. */
export async function nameVersion(
  tx: Tx,
  planId: number,
  version: number,
  name: string,
): Promise<PlanVersion> {
  const row = await demandVersion(tx, planId, version)
  await setName(tx, planId, version, name)
  emitLive(tx, {
    entity: 'plan_version',
    entityId: `${planId}/${version}`,
    version,
    data: { planId, status: row.status },
  })
  return toPlanVersion({ ...row, name })
}

async function demandVersion(tx: Tx, planId: number, version: number): Promise<VersionRow> {
  const row = await findVersion(tx, planId, version)
  if (!row) throw notFound('plan version', `${planId}/${version}`)
  return row
}
