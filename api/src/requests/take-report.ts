import type { z } from 'zod'
import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { NewRequest } from '../contract/index.ts'
import { badInput, notFound, outsideTheCity } from '../http/problems.ts'
import { findCalendar } from '../jurisdictions/queries.ts'
import { emitLive } from '../live/emit.ts'
import { notify } from '../notifications/notify.ts'
import { describePoint } from '../places/describe-point.ts'
import { findAttributes } from '../services/queries.ts'
import { dueAt } from './due.ts'
import { findSameFault } from './find-same-fault.ts'
import { followRequests } from '../hotspots/follow-requests.ts'
import { linkRequests } from './incident-edges.ts'
import { liveChangeOf } from './move-request.ts'
import { recordRequestEvents, type Actor } from './record-events.ts'
import {
  bindPictures,
  findAskedService,
  findSentBefore,
  insertReporter,
  insertRequest,
  type StoredRequest,
} from './report-queries.ts'
import { updateRollup } from './rollup.ts'
import { validateAttributes } from './validate-attributes.ts'

export type Report = z.output<typeof NewRequest>

export interface TakenReport {
  publicId: string
  status: StoredRequest['status']
  dueAt: Date
  isRepeat: boolean
}

/**
 * Takes a report in one transaction: request, reporter, pictures, history, incident, roll-up, notice, hotspots and
 * live event. The same idempotency key gives the first report back. Throws problems that say what is wrong.
 */
export async function takeReport(
  tx: Tx,
  context: Context,
  report: Report,
  actor: Actor & { reporterAccountId?: string },
  questions: 'asked' | 'left open' = 'asked',
): Promise<TakenReport> {
  const before = await findSentBefore(tx, report.idempotencyKey)
  if (before) return { ...before, isRepeat: true }
  const now = context.clock.now()
  const service = await findAskedService(tx, report.serviceCode)
  if (!service) throw notFound('service', report.serviceCode)
  const described = await describePoint(tx, report.location)
  if (!described.isInside) throw outsideTheCity({ authority: described.authority })
  const definition = await findAttributes(tx, service.code)
  // a crew between two jobs answers no questions
  const asked =
    questions === 'asked' ? definition : definition.map((each) => ({ ...each, isRequired: false }))
  const answers = validateAttributes(asked, report.attributes)
  if (!answers.ok) throw badInput('Some answers are missing or not valid', answers.errors)
  const calendar = await findCalendar(tx)
  const reporterId = await insertReporter(tx, report, actor.reporterAccountId ?? null, now)
  const request = await insertRequest(tx, {
    report,
    service,
    attributes: answers.attributes,
    address: described.address?.text ?? null,
    areaId: described.area?.id ?? null,
    reporterId,
    requestedAt: now,
    dueAt: dueAt(now, service, calendar),
  })
  await bindPictures(tx, request.id, report.mediaIds)
  recordRequestEvents(tx, [
    {
      requestId: request.id,
      kind: 'reported',
      to: request.status,
      actor,
      channel: report.channel,
      occurredAt: now,
      receivedAt: now,
    },
  ])
  await linkSameFault(tx, request, report, service, now)
  await updateRollup(tx, calendar.timeZone, [], [{ ...request, closedAt: null }])
  if (reporterId !== null && report.reporter?.email)
    await confirm(tx, context, request.id, reporterId, report)
  await followRequests(tx, context, [request.id])
  const [lon, lat] = report.location
  emitLive(tx, liveChangeOf({ ...request, version: 1, lon, lat }))
  const { publicId, status } = request
  return { publicId, status, dueAt: request.dueAt, isRepeat: false }
}

async function linkSameFault(
  tx: Tx,
  request: StoredRequest,
  { location, description }: Report,
  service: { duplicateRadiusMeters: number; duplicateDays: number },
  now: Date,
): Promise<void> {
  const fault = {
    id: request.id,
    serviceCode: request.serviceCode,
    location,
    description,
    radiusMeters: service.duplicateRadiusMeters,
    days: service.duplicateDays,
  }
  const same = await findSameFault(tx, fault, now)
  if (!same) return
  const { score, distanceMeters } = same
  await linkRequests(tx, { a: same.id, b: request.id, score, distanceMeters, madeBy: 'system' }, now)
}

function confirm(
  tx: Tx,
  context: Context,
  requestId: number,
  reporterId: number,
  report: Report,
): Promise<void> {
  return notify(tx, context, [
    {
      dedupeKey: `request:${requestId}:reported`,
      channel: 'email',
      template: 'request-reported',
      language: report.language,
      requestId,
      reporterId,
    },
  ])
}
