import { latLngToCell } from 'h3-js'
import { z } from 'zod'
import { asJson, maybeOne, one, pointSql, sql, type Tx } from '@dromos/db'
import { RequestStatus } from '../contract/index.ts'
import { badInput } from '../http/problems.ts'
import { makePublicId } from './public-id.ts'
import type { Report } from './take-report.ts'
import type { AttributeValue } from './validate-attributes.ts'

export const cellResolution = 10

const AskedService = z.object({
  code: z.string(),
  departmentCode: z.string(),
  priority: z.number().int(),
  slaAmount: z.number().int(),
  slaUnit: z.enum(['hours', 'working_days', 'calendar_days']),
  duplicateRadiusMeters: z.number().int(),
  duplicateDays: z.number().int(),
})
export type AskedService = z.output<typeof AskedService>

export function findAskedService(tx: Tx, code: string): Promise<AskedService | null> {
  return maybeOne(
    tx,
    AskedService,
    sql`select * from service where jurisdiction_id = ${tx.jurisdictionId} and code = ${code} and is_active`,
  )
}

/** The report that came with this key. The second of two at once waits here until the first is stored. */
export async function findSentBefore(tx: Tx, key: string) {
  await tx.query(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.jurisdictionId} report ${key}`}, 0))`,
  )
  return maybeOne(
    tx,
    z.object({ publicId: z.string(), status: RequestStatus, dueAt: z.date() }),
    sql`
      select public_id, status, due_at from request
      where jurisdiction_id = ${tx.jurisdictionId} and idempotency_key = ${key}`,
  )
}

/** Keeps who reported, if they said so or are signed in; returns null for a report without a name. */
export async function insertReporter(
  tx: Tx,
  { reporter, language }: Report,
  accountId: string | null,
  now: Date,
): Promise<number | null> {
  const { name, email, phone } = reporter ?? {}
  if (!name && !email && !phone && !accountId) return null
  const { id } = await one(
    tx,
    z.object({ id: z.number().int() }),
    sql`
      insert into reporter (jurisdiction_id, name, email, phone, account_id, language, created_at)
      values (${tx.jurisdictionId}, ${name || null}, ${email?.toLowerCase() ?? null}, ${phone || null}, ${accountId},
        ${language}, ${now})
      returning id`,
  )
  return id
}

const StoredRequest = z.object({
  id: z.number().int(),
  publicId: z.string(),
  status: RequestStatus,
  serviceCode: z.string(),
  areaId: z.number().int().nullable(),
  cell: z.union([z.bigint(), z.number()]).transform(BigInt),
  requestedAt: z.date(),
  dueAt: z.date(),
})
export type StoredRequest = z.output<typeof StoredRequest>

export interface RequestToStore {
  report: Report
  service: AskedService
  attributes: Record<string, AttributeValue>
  address: string | null
  areaId: number | null
  reporterId: number | null
  requestedAt: Date
  dueAt: Date
}

const attempts = 5

export async function insertRequest(tx: Tx, given: RequestToStore): Promise<StoredRequest> {
  const { report, service, requestedAt } = given
  const [lon, lat] = report.location
  const cell = BigInt(`0x${latLngToCell(lat, lon, cellResolution)}`)
  for (let attempt = 0; attempt < attempts; attempt++) {
    // a public id that is taken already is tried again with another
    const stored = await maybeOne(
      tx,
      StoredRequest,
      sql`
        insert into request (jurisdiction_id, public_id, service_code, department_code, status, channel, priority,
          description, attributes, language, address, area_id, reporter_id, requested_at, due_at, updated_at,
          idempotency_key, cell, geom)
        values (${tx.jurisdictionId}, ${makePublicId()}, ${service.code}, ${service.departmentCode}, 'received',
          ${report.channel}, ${service.priority}, ${report.description}, ${asJson(given.attributes)}::jsonb,
          ${report.language}, ${given.address}, ${given.areaId}, ${given.reporterId}, ${requestedAt}, ${given.dueAt},
          ${requestedAt}, ${report.idempotencyKey}, ${cell}, ${pointSql(lon, lat)})
        on conflict on constraint request_public_id do nothing
        returning id, public_id, status, service_code, area_id, cell, requested_at, due_at`,
    )
    if (stored) return stored
  }
  throw new Error('no free public id was found')
}

/** Binds uploaded pictures to a request; one that is missing or bound elsewhere refuses the report. */
export async function bindPictures(tx: Tx, requestId: number, mediaIds: string[]): Promise<void> {
  const wanted = [...new Set(mediaIds)]
  if (wanted.length === 0) return
  const { rowCount } = await tx.query(sql`
    update media set request_id = ${requestId}, is_public = true
    where jurisdiction_id = ${tx.jurisdictionId} and id = any(${wanted}::uuid[]) and kind = 'report'
      and request_id is null and visit_id is null`)
  if (rowCount === wanted.length) return
  throw badInput('A picture has not arrived; send it again', [
    { path: 'body.mediaIds', message: 'This picture is not here' },
  ])
}
