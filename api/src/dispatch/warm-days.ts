import type { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import { Plan } from '../contract/index.ts'
import type { Context } from '../context.ts'
import { findToday } from '../crews/queries.ts'
import { findJurisdictions } from '../jurisdictions/queries.ts'
import { openTravelTimes } from './open-travel-times.ts'
import { readProgress } from './progress/read-progress.ts'
import { readProblem } from './read-problem.ts'
import { readShownPlans } from './read-shown-plans.ts'
import { mostDays } from './remember-matrices.ts'
import { planColumns } from './version-queries.ts'

const NearPlan = Plan.omit({ versions: true })
type NearPlan = z.output<typeof NearPlan>

/**
 * Reads the plans of today and tomorrow as a desk does that opens one and moves a stop: their travel times are
 * remembered, and the first dispatcher after a start waits for nothing that the others do not. Gives the plans read.
 */
export async function warmDays(context: Context): Promise<number[]> {
  const read: number[] = []
  for (const { id } of await findJurisdictions(context.db)) {
    const near = await context.db.tenant(id, (tx) => findNearPlans(tx, context.clock.now()))
    for (const plan of near) {
      if (read.length === mostDays) return read
      try {
        await context.db.tenant(id, (tx) => readAsDesk(tx, context, plan), { isFrequent: true })
        read.push(plan.id)
      } catch (error) {
        // whoever opens it is told
        const message = error instanceof Error ? error.message : String(error)
        context.log.warn({ message, planId: plan.id }, 'a plan was not read ahead')
      }
    }
  }
  return read
}

async function findNearPlans(tx: Tx, now: Date): Promise<NearPlan[]> {
  const today = await findToday(tx, now)
  return many(
    tx,
    NearPlan,
    sql`
      select ${planColumns}
      from plan p
      where p.jurisdiction_id = ${tx.jurisdictionId} and p.head_version is not null
        and p.day in (${today}::date, ${today}::date + 1)
      order by p.day, p.id
      limit 2`,
  )
}

async function readAsDesk(tx: Tx, context: Context, plan: NearPlan): Promise<void> {
  const travelTimes = openTravelTimes(context.config)
  const now = context.clock.now()
  await readShownPlans(tx, { day: plan.day, planId: plan.id }, now)
  await readProblem(tx, travelTimes, { planId: plan.id, version: plan.headVersion! }, now)
  if (plan.publishedVersion !== null) await readProgress(tx, travelTimes, plan.id, now)
}
