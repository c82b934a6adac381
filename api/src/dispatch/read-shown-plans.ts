import type { Tx } from '@dromos/db'
import { planOfView, versionOfView, type ShownPlans } from '../contract/index.ts'
import { findToday } from '../crews/queries.ts'
import { findLastEventId } from '../live/queries.ts'
import { findPlans } from './day-plan-queries.ts'
import { readVersion } from './read-version.ts'

interface View {
  day?: string
  planId?: number
  version?: number
}

export async function readShownPlans(tx: Tx, view: View, now: Date): Promise<ShownPlans> {
  // first: what happens while the rest is read may be told twice, but is told
  const [heardId, { day, plans }] = await Promise.all([findLastEventId(tx), findPlansOf(tx, view, now)])
  const plan = planOfView(plans, view.planId ?? null)
  const version = versionOfView(plan, view.version ?? null)
  const shown = version && (await readVersion(tx, version.planId, version.version))
  return { day, plans, shown, heardId }
}

async function findPlansOf(tx: Tx, view: View, now: Date): Promise<Pick<ShownPlans, 'day' | 'plans'>> {
  const day = view.day ?? (await findToday(tx, now))
  return { day, plans: await findPlans(tx, day, view.version ? [view.version] : []) }
}
