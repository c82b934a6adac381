import type { Hotspot } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { filterHotspots } from './filter-hotspots.ts'
import { trendOf } from './trend.ts'

function hotspot(given: Partial<Hotspot>): Hotspot {
  return {
    id: 1,
    serviceCode: 'lamp-out',
    areaId: 1,
    address: 'Θηβών 123',
    requestCount: 5,
    orderedCount: 0,
    overdueCount: 0,
    receivedLast7Days: 3,
    receivedPrevious7Days: 3,
    oldestRequestedAt: '2026-03-01T00:00:00.000Z',
    newestRequestedAt: '2026-03-02T00:00:00.000Z',
    center: [23.68, 37.99],
    hull: { type: 'Polygon', coordinates: [] },
    version: 1,
    ...given,
  }
}

const all = [
  hotspot({ id: 1 }),
  hotspot({ id: 2, overdueCount: 2, areaId: 2, address: 'Ιερά Οδός 5' }),
  hotspot({ id: 3, serviceCode: 'bulky', address: null }),
]
const name = (code: string) => (code === 'bulky' ? 'Ογκώδη' : 'Λάμπα')

function idsOf(wanted: Partial<Parameters<typeof filterHotspots>[1]>) {
  return filterHotspots(all, { isLate: false, areaId: null, q: '', ...wanted }, name).map(({ id }) => id)
}

test('hotspots are narrowed by lateness, area and words without accents', () => {
  expect(idsOf({})).toEqual([1, 2, 3])
  expect(idsOf({ isLate: true })).toEqual([2])
  expect(idsOf({ areaId: 1 })).toEqual([1, 3])
  expect(idsOf({ q: 'οδος' })).toEqual([2])
  expect(idsOf({ q: 'ΟΓΚΩΔΗ' })).toEqual([3])
  expect(idsOf({ q: 'odos iera' })).toEqual([2])
})

test('a difference of one report is no trend', () => {
  expect(trendOf({ receivedLast7Days: 4, receivedPrevious7Days: 3 })).toBe('steady')
  expect(trendOf({ receivedLast7Days: 6, receivedPrevious7Days: 3 })).toBe('rising')
  expect(trendOf({ receivedLast7Days: 0, receivedPrevious7Days: 3 })).toBe('falling')
})
