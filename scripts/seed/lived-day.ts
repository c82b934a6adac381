import {
  getPlanVersion,
  getRunSheet,
  listPlans,
  listShifts,
  sendOperations,
  type Client,
  type PlanVersionDetail,
} from '@dromos/api/contract'
import { addDays, dayOf, instantOf } from '../../api/src/jurisdictions/city-time.ts'
import { randomFrom } from '../simulate/random.ts'
import { runDemoDay, signInAs, type DemoDayOptions } from './demo-day.ts'
import { tapsOf } from './lived-taps.ts'

/** a few crews are enough to look back at */
const crewCount = 6
const daysBack = 7

/**
 * Lives the last working day before today in a demo city, on a product whose clock `setClock` puts back: a morning
 * as today's, then every crew's day on its tablet, later and longer than planned by chance. Once only.
 */
export async function runLivedDay(
  options: DemoDayOptions & { setClock: (now: Date) => void },
): Promise<void> {
  const { jurisdictionId, timeZone, now, setClock } = options
  const params = { jurisdictionId }
  const client = await signInAs(options, 'dispatcher')
  const day = await lastWorkingDay(client, params, dayOf(now, timeZone))
  if (!day) return
  const morning = instantOf(day, '06:00:00', timeZone)
  setClock(morning)
  const found = await client(listPlans, { params, query: { day } })
  if (found.some(({ publishedVersion }) => publishedVersion !== null)) return
  await runDemoDay({ ...options, now: morning, mostCrews: crewCount, solveSeconds: 3 })
  const [plan] = await client(listPlans, { params, query: { day } })
  if (plan?.publishedVersion == null) return
  const version = await client(getPlanVersion, {
    params: { ...params, planId: plan.id, version: plan.publishedVersion },
  })
  setClock(instantOf(day, '23:30:00', timeZone))
  for (const route of version.routes) {
    options.onProgress?.(`crew ${route.crewId}`)
    await liveRoute(options, day, route)
  }
}

async function lastWorkingDay(
  client: Client,
  params: { jurisdictionId: string },
  today: string,
): Promise<string | null> {
  for (let back = 1; back <= daysBack; back++) {
    const day = addDays(today, -back)
    const shifts = await client(listShifts, { params, query: { day } })
    if (new Set(shifts.map(({ crewId }) => crewId)).size >= 3) return day
  }
  return null
}

/** What one crew's tablet tells of the day. */
async function liveRoute(
  options: DemoDayOptions,
  day: string,
  { crewId, stops }: PlanVersionDetail['routes'][number],
): Promise<void> {
  const params = { jurisdictionId: options.jurisdictionId }
  const tablet = await signInAs(options, `crew${crewId}`)
  const { visits } = await tablet(getRunSheet, { params, query: { day } })
  const random = randomFrom(`${options.jurisdictionId} ${day} ${crewId}`)
  const operations = tapsOf(stops, visits, random)
  if (operations.length === 0) return
  await tablet(sendOperations, { params, body: { deviceId: `demo-tablet-${crewId}`, operations } })
}
