import fc from 'fast-check'
import { latLngToCell } from 'h3-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import type { RequestStatus } from '../contract/index.ts'
import { addDays } from '../jurisdictions/city-time.ts'
import { updateRollup, type Counted } from '../requests/rollup.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'
import { sumByArea, sumByCell, sumByDay, sumByService, sumSpan } from './queries.ts'
import type { Span } from './span.ts'

const now = new Date('2026-03-11T08:00:00Z')
const services = ['street-light', 'bulky-waste', 'pothole']
const cells = [23.69, 23.7, 23.71].map((lon) => BigInt(`0x${latLngToCell(37.985, lon, 10)}`))
let api: TestApi

beforeAll(async () => {
  api = await testApi()
  const [before, after] = fc.sample(fc.array(counted, { minLength: 120, maxLength: 160 }), {
    numRuns: 2,
    seed: 7,
  }) as [Counted[], Counted[]]
  await api.context.db.tenant(cityId, async (tx) => {
    await updateRollup(tx, 'Europe/Athens', [], before)
    // what changes its status, service or place is taken from where it was
    const moved = before.map((request, i) => ({ ...(after[i] ?? request), requestedAt: request.requestedAt }))
    await updateRollup(tx, 'Europe/Athens', before.slice(0, 60), moved.slice(0, 60))
  })
})
afterAll(() => api?.[Symbol.asyncDispose]())

const counted: fc.Arbitrary<Counted> = fc
  .record({
    serviceCode: fc.constantFrom(...services),
    cell: fc.constantFrom(...cells),
    areaId: fc.constantFrom(null, 1, 2),
    status: fc.constantFrom<RequestStatus>('received', 'resolved', 'duplicate', 'verified'),
    minute: fc.integer({ min: 0, max: 200 * 24 * 60 }),
    lasted: fc.integer({ min: 1, max: 60 * 24 * 60 }),
    allowed: fc.integer({ min: 1, max: 60 * 24 * 60 }),
  })
  .map(({ minute, lasted, allowed, ...request }) => {
    const at = (minutes: number) => new Date(Date.parse('2025-06-20T00:00:00Z') + minutes * 60_000)
    return {
      ...request,
      requestedAt: at(minute),
      dueAt: at(minute + allowed),
      closedAt: request.status === 'received' ? null : at(minute + lasted),
    }
  })

const spans: fc.Arbitrary<Span> = fc
  .record(
    {
      start: fc.integer({ min: -40, max: 280 }),
      length: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 300 })),
      service: fc.subarray(services, { minLength: 1 }),
      areaId: fc.constantFrom(1, 2),
    },
    { requiredKeys: ['start', 'length'] },
  )
  .map(({ start, length, ...rest }) => {
    const from = addDays('2025-06-20', start)
    return { ...rest, from, to: addDays(from, length) }
  })

const Day = z.object({
  day: z.string(),
  serviceCode: z.string(),
  cell: z.string(),
  areaId: z.number(),
  received: z.number(),
  duplicates: z.number(),
  resolved: z.number(),
  resolvedOnTime: z.number(),
  seconds: z.number(),
})
type Row = z.output<typeof Day>

function rowsOf(tx: Tx, span: Span): Promise<Row[]> {
  return many(
    tx,
    Day,
    sql`
      select day::text as day, service_code, to_hex(cell) as cell, area_id, received, duplicates, resolved,
        resolved_on_time, resolution_seconds::float as seconds
      from request_rollup where jurisdiction_id = ${cityId}`,
  ).then((rows) =>
    rows.filter(
      ({ day, serviceCode, areaId }) =>
        day >= span.from &&
        day <= span.to &&
        (span.service?.includes(serviceCode) ?? true) &&
        (span.areaId ?? areaId) === areaId,
    ),
  )
}

function figuresOf(rows: Row[]) {
  const sum = (key: 'received' | 'duplicates' | 'resolved' | 'resolvedOnTime' | 'seconds') =>
    rows.reduce((total, row) => total + row[key], 0)
  const [resolved, seconds] = [sum('resolved'), sum('seconds')]
  return {
    received: sum('received'),
    duplicates: sum('duplicates'),
    resolved,
    resolvedOnTime: sum('resolvedOnTime'),
    meanResolutionHours: resolved === 0 ? null : Math.round(seconds / (resolved * 360)) / 10,
  }
}

const happened = ({ received, resolved }: { received: number; resolved: number }) => received + resolved > 0

test('the figures of any span are those of its days, summed one by one', { timeout: 240_000 }, async () => {
  let busy = 0
  await fc.assert(
    fc.asyncProperty(spans, (span) =>
      api.context.db.tenant(cityId, async (tx) => {
        const rows = await rowsOf(tx, span)
        if (rows.some(happened)) busy++
        expect(await sumSpan(tx, span)).toEqual(figuresOf(rows))
        for (const { serviceCode, ...found } of (await sumByService(tx, span, now)).filter(happened))
          expect(found).toMatchObject(figuresOf(rows.filter((row) => row.serviceCode === serviceCode)))
        for (const { areaId, ...found } of await sumByArea(tx, span, 'neighbourhood', now))
          expect(found).toMatchObject(figuresOf(rows.filter((row) => row.areaId === areaId)))
        const heat = await sumByCell(tx, span, 10)
        const byCell = Map.groupBy(rows, ({ cell }) => cell)
        expect(heat.map(({ cell }) => cell).toSorted()).toEqual(
          [...byCell]
            .filter(([, of]) => happened(figuresOf(of)))
            .map(([cell]) => cell)
            .toSorted(),
        )
        for (const { cell, ...found } of heat) expect(found).toMatchObject(figuresOf(byCell.get(cell)!))
        for (const { day, ...found } of await sumByDay(tx, span)) {
          const { received, resolved } = figuresOf(rows.filter((row) => row.day === day))
          expect({ day, ...found }).toEqual({ day, received, resolved })
        }
      }),
    ),
    { numRuns: 30, seed: 11 },
  )
  expect(busy).toBeGreaterThan(15)
})
