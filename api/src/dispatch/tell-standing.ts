import type { Tx } from '@dromos/db'
import type { PlanVersion } from '../contract/index.ts'
import { emitLive } from '../live/emit.ts'
import type { LockedPlan } from './version-queries.ts'

interface Told {
  /** that was given out or taken back */
  version: number
  publishedVersion: number | null
  /** what versions are now; a screen that shows one says so */
  statuses: readonly { version: number; status: PlanVersion['status'] }[]
}

/** Tells of what is published now. Without a head: it is asked for with all that changed about the versions. */
export function tellStanding(
  tx: Tx,
  { id: planId, day }: Pick<LockedPlan, 'id' | 'day'>,
  { version, publishedVersion, statuses }: Told,
): void {
  emitLive(tx, [
    ...statuses.map((each) => ({
      entity: 'plan_version' as const,
      entityId: `${planId}/${each.version}`,
      version: each.version,
      data: { planId, status: each.status, day },
    })),
    { entity: 'plan', entityId: planId, version, data: { day, publishedVersion } },
  ])
}
