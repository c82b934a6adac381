import { getDayProgress, listPlans, planOfView, type Client } from '@dromos/api/contract'
import { nextDay } from '#lib/plan/next-day.ts'
import { leftOver, type LeftOver } from './meeting.ts'

/** over a long weekend */
const mostDaysBack = 4

export interface LastDay {
  day: string
  left: LeftOver[]
}

/** What was left over on the last day before another that was worked; null where none was within some days. */
export async function fetchLastDay(
  call: Client,
  params: { jurisdictionId: string },
  day: string,
  signal: AbortSignal,
): Promise<LastDay | null> {
  for (let back = 1; back <= mostDaysBack; back++) {
    const before = nextDay(day, -back)
    const plan = planOfView(await call(listPlans, { params, query: { day: before } }, { signal }), null)
    if (plan?.publishedVersion == null) continue
    const progress = await call(getDayProgress, { params: { ...params, planId: plan.id } }, { signal })
    return { day: before, left: leftOver(progress) }
  }
  return null
}
