import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { expect } from 'vitest'
import { z } from 'zod'
import { many, sql } from '@dromos/db'
import { getRunSheet, sendOperations, type CallOf, type Operation } from '../contract/index.ts'
import { putMedia } from '../media/testing.ts'
import { cityId } from '../testing.ts'
import { day, testDispatch } from './testing.ts'

const params = { jurisdictionId: cityId }

export type SentOperation = CallOf<typeof sendOperations>['body']['operations'][number]

const Kept = z.object({
  occurredAt: z.date(),
  eventAt: z.date(),
  receivedAt: z.date(),
  clockOffsetMs: z.number(),
})

/** The test city with a crew whose account works on crew 1, and what tests do with its tablet. */
export async function testField() {
  const dispatch = await testDispatch()
  const { owner } = dispatch.api.database
  const crew = await dispatch.api.signIn('crew')
  const tablet = crew.client
  await setMember(crew.accountId)

  async function setMember(accountId: string | null): Promise<void> {
    await owner.query(sql`update crew_member set account_id = ${accountId} where crew_id = 1`)
  }

  async function visitOf(workOrderId: number) {
    const { visits } = await tablet(getRunSheet, { params, query: { day } })
    return visits.find((visit) => visit.workOrderId === workOrderId)!
  }

  return {
    dispatch,
    crew,
    tablet,
    setMember,
    visitOf,
    async publishedDay() {
      const orders = await dispatch.arrangeOrders([
        { at: [0, 0], email: 'maria@example.org' },
        { at: [400, 0] },
      ])
      await dispatch.publish(await dispatch.solved())
      return orders
    },
    send(operations: SentOperation[], deviceId = 'tablet-one') {
      return tablet(sendOperations, { params, body: { deviceId, operations } })
    },
    async upload(mediaId: string = randomUUID()): Promise<string> {
      const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'green' } })
        .jpeg()
        .toBuffer()
      const headers = { ...crew.headers, 'content-type': 'image/jpeg' }
      const answer = await putMedia(dispatch.api, picture, { id: mediaId, kind: 'proof', headers })
      expect(answer.status).toBe(200)
      return mediaId
    },
    /** All that one tap may touch. */
    async state(workOrderId: number) {
      const { rows } = await owner.query(sql`
        select (select count(*) from visit_event) as visit_events, (select count(*) from operation) as operations,
          (select count(*) from request_event) as request_events, (select count(*) from notification) as notices`)
      return { counts: rows, visit: await visitOf(workOrderId), order: await dispatch.readOrder(workOrderId) }
    },
    /** The times an operation is kept with. */
    async timesOf(opId: string) {
      const [kept] = await many(
        owner,
        Kept,
        sql`select occurred_at, event_at, received_at, clock_offset_ms from operation where op_id = ${opId}::uuid`,
      )
      return JSON.parse(JSON.stringify(kept)) as Record<keyof z.output<typeof Kept>, unknown>
    },
    [Symbol.asyncDispose]: () => dispatch[Symbol.asyncDispose](),
  }
}

export type TestField = Awaited<ReturnType<typeof testField>>

let sequence = 0

export function op<K extends Operation['kind']>(
  visit: { id: number; version: number },
  kind: K,
  occurredAt = '2026-03-11T08:00:00Z',
  more: object = {},
): SentOperation {
  sequence++
  const given = { opId: randomUUID(), visitId: visit.id, sequence, baseVersion: visit.version, occurredAt }
  return { ...given, kind, ...more } as SentOperation
}
