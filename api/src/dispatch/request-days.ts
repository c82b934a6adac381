import type { z } from 'zod'
import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { DayVersion, PlanVersion, solveDays } from '../contract/index.ts'
import { findToday } from '../crews/queries.ts'
import { badInput, conflict } from '../http/problems.ts'
import { findPlannableTaskIds } from './day-queries.ts'
import { bindDays } from './days-together.ts'
import {
  beginVersion,
  chooseCrews,
  demandKnownWeights,
  demandPlannableDay,
  describeRequest,
  enqueueSolve,
} from './request-plan.ts'
import { findPlanOfDay, findVersion, insertPlan, lockPlan, toPlanVersion } from './version-queries.ts'

type Given = z.output<(typeof solveDays)['body']>

/** A version for each of several days; the first is solved now, each other when those before it have ended. */
export async function requestDays(
  tx: Tx,
  context: Context,
  given: Given,
  accountId: string | null,
): Promise<PlanVersion[]> {
  const now = context.clock.now()
  const today = await findToday(tx, now)
  demandKnownWeights(given.weights)
  const days = [...new Set(given.days)].sort()
  if (days.length < given.days.length) throw badInput('A day is named twice')
  for (const day of days) demandPlannableDay(day, today, 'body.days')
  const open = await findPlannableTaskIds(tx, given.workOrderIds ?? null)
  const together: DayVersion[] = []
  for (const day of days) {
    const crewIds = (await chooseCrews(tx, { day })).filter((id) => !given.leaveOutCrewIds?.includes(id))
    if (crewIds.length === 0) throw conflict('No crew has a shift on this day', { day })
    const planId = (await findPlanOfDay(tx, day)) ?? (await insertPlan(tx, day, accountId, now))
    const plan = (await lockPlan(tx, planId))!
    const request = await describeRequest(tx, plan, {
      ...given,
      crewIds,
      open,
      from: day === today ? now : null,
    })
    const version = await beginVersion(tx, context, plan, {
      request,
      baseVersion: plan.publishedVersion,
      act: { kind: 'solve', title: null },
      accountId,
    })
    together.push({ day, planId, version })
  }
  await bindDays(tx, together)
  await enqueueSolve(tx, context, together[0])
  const rows = await Promise.all(together.map(({ planId, version }) => findVersion(tx, planId, version)))
  return rows.flatMap((row) => (row ? [toPlanVersion(row)] : []))
}
