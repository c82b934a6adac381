import { getDayProgress, publishPlanVersion, listPlans } from '@dromos/api/contract'
import { median } from '../timed-solve.ts'
import { city, type BenchDay } from './arrange-day.ts'

const params = { jurisdictionId: city }

/** How long the day against its plan takes to be told, in milliseconds; publishes the day if nobody has. */
export async function measureProgress({ client, day, planId }: BenchDay, runs: number): Promise<number> {
  const plan = (await client(listPlans, { params, query: { day } })).find(({ id }) => id === planId)!
  if (plan.publishedVersion === null)
    await client(publishPlanVersion, { params: { ...params, planId, version: plan.headVersion! }, body: {} })
  const times: number[] = []
  for (let run = -1; run < runs; run++) {
    const began = performance.now()
    await client(getDayProgress, { params: { ...params, planId } })
    // the first one finds the travel times
    if (run >= 0) times.push(performance.now() - began)
  }
  return Math.round(median(times))
}
