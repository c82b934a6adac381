import type { Tx } from '@dromos/db'
import { emitLive } from '../live/emit.ts'
import { findTimezone } from '../crews/queries.ts'
import { hourOf } from '../jurisdictions/city-time.ts'
import { byGroup, windowOf, type ArrivalWindow } from './arrival-model.ts'
import { liveChangeOf } from '../requests/move-request.ts'
import {
  findQuantiles,
  findUnpromisedVisits,
  findVisitedRequests,
  insertPromises,
} from './arrival-queries.ts'

/** What a planned arrival may move by before people are told another time */
const TOLERANCE_SECONDS = 900

/** Promises a window for each visit that a published plan brings, and another where the plan has moved it. */
export async function promiseArrivals(tx: Tx, planId: number, now: Date): Promise<void> {
  const visits = await findUnpromisedVisits(tx, planId, TOLERANCE_SECONDS)
  if (visits.length === 0) return
  const quantiles = byGroup(await findQuantiles(tx))
  const promises = visits.map(({ visitId, plannedArrivalAt, ...key }) => ({
    visitId,
    plannedArrivalAt,
    ...windowOf(quantiles, key, plannedArrivalAt),
  }))
  await insertPromises(tx, promises, now)
  const requests = await findVisitedRequests(
    tx,
    promises.map(({ visitId }) => visitId),
  )
  emitLive(tx, requests.map(liveChangeOf))
}

/** The windows that planned arrivals would be promised, without promising them. */
export async function foreseeWindows(
  tx: Tx,
  arrivals: readonly { serviceCode: string; crewId: number; plannedArrivalAt: Date }[],
): Promise<ArrivalWindow[]> {
  if (arrivals.length === 0) return []
  const quantiles = byGroup(await findQuantiles(tx))
  const timezone = await findTimezone(tx)
  return arrivals.map(({ plannedArrivalAt, ...key }) =>
    windowOf(quantiles, { ...key, hour: hourOf(plannedArrivalAt, timezone) }, plannedArrivalAt),
  )
}
