import type { OrderSchedule, Stretch } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { ScheduleDraft } from './schedule-draft.svelte.ts'

const stretch = (id: number, lengthMeters = 100): Stretch => ({
  id,
  line: {
    type: 'LineString',
    coordinates: [
      [23, 38],
      [23.001, 38],
    ],
  },
  lengthMeters,
  numberFrom: null,
  numberTo: null,
  crossings: [[], []],
})
const street = (id: number, ...stretches: Stretch[]) => ({
  id,
  name: `Street ${id}`,
  areaId: null,
  lengthMeters: 0,
  stretches,
})
const line = {
  type: 'MultiLineString' as const,
  coordinates: [
    [
      [23, 38],
      [23.002, 38],
    ],
  ] as [number, number][][],
}

function schedule(more: Partial<OrderSchedule>): OrderSchedule {
  return {
    id: 1,
    serviceCode: 'sweeping',
    title: 'Sweeping',
    notes: '',
    address: 'Street 7',
    location: [23, 38],
    assetCode: null,
    street: null,
    minutes: null,
    minutesPer100m: null,
    everyWeeks: 2,
    startsOn: '2026-03-01',
    leadDays: 7,
    isActive: true,
    orderCount: 0,
    lastWorkOrderId: null,
    nextDays: [],
    ...more,
  }
}
const alongStreet = (stretchIds: number[]) =>
  schedule({
    minutesPer100m: 4,
    street: {
      name: 'Street 7',
      beginsAt: null,
      endsAt: null,
      lengthMeters: 230,
      line,
      streetId: 7,
      stretchIds,
      sectionMeters: null,
      sectionCount: 1,
    },
  })

test('a new one along a street asks for the stretches that were chosen, and measures them', () => {
  const draft = new ScheduleDraft('2026-03-11')
  draft.kind = 'street'
  expect(draft.missing).toBe('street')
  draft.begin(street(7, stretch(1), stretch(2, 130)))
  draft.turn([stretch(1), stretch(2, 130)])
  draft.minutesBy = 'length'
  draft.isCut = true
  draft.sectionMeters = 100
  expect([draft.missing, draft.meters, draft.leastOrders]).toEqual([null, 230, 3])
  expect(draft.newBody).toMatchObject({
    street: { streetId: 7, stretchIds: [1, 2], sectionMeters: 100 },
    minutesPer100m: 5,
  })
  expect(draft.newBody).not.toHaveProperty('location')
  // of another street, the stretches of this one are no part
  draft.begin(street(8, stretch(9)))
  expect(draft.missing).toBe('street')
})

test('a place or a thing that is no street takes no minutes by its length', () => {
  const draft = new ScheduleDraft('2026-03-11')
  draft.minutesBy = 'length'
  draft.place = { label: 'Street 7 4', street: null, number: null, areaId: null, location: [23, 38] }
  expect(draft.newBody).toMatchObject({ address: 'Street 7 4', location: [23, 38] })
  expect(draft.newBody).not.toHaveProperty('minutesPer100m')
  draft.kind = 'asset'
  expect(draft.missing).toBe('asset')
  draft.assetCode = ' ΦΡ-17 '
  expect(draft.newBody).toMatchObject({ assetCode: 'ΦΡ-17' })
})

test('a street that is changed in its rhythm alone stays as it is', () => {
  const draft = new ScheduleDraft('2026-03-11', alongStreet([1, 2]))
  expect([draft.kind, draft.minutesBy, draft.meters]).toEqual(['street', 'length', 230])
  draft.begin(street(7, stretch(1), stretch(2, 130), stretch(3)))
  expect([...draft.stretches.keys()]).toEqual([1, 2])
  expect(draft.changeBody).not.toHaveProperty('street')
  draft.turn([stretch(3)])
  expect(draft.changeBody.street).toEqual({ streetId: 7, stretchIds: [1, 2, 3], sectionMeters: null })
})

test('stretches that the map has numbered anew leave the line until others are chosen', () => {
  const draft = new ScheduleDraft('2026-03-11', alongStreet([1, 2]))
  draft.begin(street(7, stretch(11), stretch(12)))
  expect([draft.stretches.size, draft.line]).toEqual([0, line])
  draft.turn([stretch(11)])
  expect(draft.changeBody.street).toMatchObject({ stretchIds: [11] })
})

test('a street becomes a place only with a place', () => {
  const draft = new ScheduleDraft('2026-03-11', alongStreet([1]))
  draft.kind = 'place'
  expect(draft.missing).toBe('place')
  draft.place = { label: 'Street 8 1', street: null, number: null, areaId: null, location: [23.1, 38] }
  expect(draft.changeBody).toMatchObject({
    place: { location: [23.1, 38], address: 'Street 8 1' },
    minutesPer100m: null,
    assetCode: null,
  })
  expect(new ScheduleDraft('2026-03-11', schedule({ assetCode: 'ΦΡ-17' })).missing).toBeNull()
})
