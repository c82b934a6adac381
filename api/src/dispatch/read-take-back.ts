import type { Tx } from '@dromos/db'
import type { z } from 'zod'
import type { checkTakeBack, RequestStatus } from '../contract/index.ts'
import { notAllowedNow, notFound } from '../http/problems.ts'
import { findHeld } from '../notifications/notify.ts'
import { plannableStatuses } from '../requests/lifecycle.ts'
import { findRecipients } from '../requests/tell-reporters.ts'
import { findHeldRequests } from '../work-orders/held-requests.ts'
import { crewsOf } from './diff-visits.ts'
import { weighTakeBack } from './weigh-take-back.ts'
import { findVersion } from './version-queries.ts'

/** What taking back a published version would do, and to whom. Changes nothing. */
export async function readTakeBack(
  tx: Tx,
  { planId, version }: { planId: number; version: number },
): Promise<z.input<typeof checkTakeBack.response>> {
  const row = await findVersion(tx, planId, version)
  if (!row) throw notFound('plan version', `${planId}/${version}`)
  if (row.status !== 'published') throw notAllowedNow('This version is not published', { status: row.status })
  const { diff, begunCrewIds, left } = await weighTakeBack(tx, row)
  const concerned = [
    ...(await recipientsOf(tx, diff.dropped, ['planned'], 'accepted')),
    ...(await recipientsOf(tx, diff.added, plannableStatuses, 'planned')),
  ]
  const { publishedVersion: standsVersion } = row.request
  const stands = standsVersion === null ? null : await findVersion(tx, planId, standsVersion)
  const untold = await findHeld(tx, concerned)
  return {
    standsVersion,
    standsPublishedAt: stands?.publishedAt ?? null,
    begunCrewIds,
    crews: crewsOf(diff).map(({ addedCount, ...crew }) => ({ ...crew, returnedCount: addedCount })),
    toldCount: concerned.filter((requestId) => !untold.has(requestId)).length,
    untoldCount: concerned.filter((requestId) => untold.has(requestId)).length,
    left,
  }
}

/** The requests whose reporters would hear of it. */
async function recipientsOf(
  tx: Tx,
  work: readonly { workOrderId: number }[],
  from: RequestStatus[],
  to: RequestStatus,
): Promise<number[]> {
  const orderIds = work.map(({ workOrderId }) => workOrderId)
  const requestIds = await findHeldRequests(tx, orderIds, from)
  return (await findRecipients(tx, requestIds, to)).map(({ requestId }) => requestId)
}
