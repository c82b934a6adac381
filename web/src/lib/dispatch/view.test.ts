import { expect, test } from 'vitest'
import { readView, sectionOf, writeView } from './view.ts'

const bare = new URL('http://city.test/aigaleo/dispatch/backlog')

test('a bare address shows all requests and nothing chosen', () => {
  expect(readView(bare)).toMatchObject({
    tab: 'requests',
    services: [],
    focus: null,
    isLate: false,
    map: null,
  })
})

test('what is written is read again', () => {
  const change = {
    tab: 'hotspots' as const,
    services: ['lamp-out', 'pothole'],
    isLate: true,
    areaId: 4,
    dueWithinDays: 0,
    olderThanDays: 30,
    leastPriority: 60,
    skill: 'road-works',
    isInHotspot: true,
    hotspotId: 31,
    sort: 'skill' as const,
    isReversed: true,
    q: 'Θηβών 12',
    focus: { kind: 'hotspot' as const, id: 12 },
    map: { zoom: 14.25, center: [23.68123, 37.99321] as [number, number] },
    register: 'people' as const,
    drawer: 'board' as const,
    span: [-30, 600] as [number, number],
  }
  expect(readView(writeView(bare, change))).toMatchObject(change)
})

test('defaults leave no trace in the address', () => {
  const there = writeView(bare, { tab: 'orders', isLate: true, focus: { kind: 'order', id: 3 } })
  expect(there.search).toBe('?tab=orders&late=1&at=order:3')
  expect(writeView(there, { tab: 'requests', isLate: false, focus: null }).href).toBe(bare.href)
})

test('an address from elsewhere is never an error', () => {
  const odd = new URL(
    `${bare.href}?tab=x&at=robot:9&area=-3&v=1e9x&map=9/999/0&day=soon&service=<b>,ok&due=-1&old=0&prio=101&skill=A<&sort=--due&reg=ships`,
  )
  expect(readView(odd)).toMatchObject({
    tab: 'requests',
    focus: null,
    areaId: null,
    version: null,
    map: null,
    day: null,
    dueWithinDays: null,
    olderThanDays: null,
    leastPriority: null,
    skill: null,
    register: null,
    sort: 'newest',
    isReversed: false,
    services: ['ok'],
  })
})

test('a day that no calendar has is not said', () => {
  const dayOf = (day: string) => readView(new URL(`${bare.href}?day=${day}`)).day
  expect(dayOf('2028-02-29')).toBe('2028-02-29')
  expect(dayOf('2026-02-29')).toBeNull()
  expect(dayOf('2026-13-01')).toBeNull()
})

test('the section is known in both languages', () => {
  expect(sectionOf('/aigaleo/dispatch/roster')).toBe('roster')
  expect(sectionOf('/en/aigaleo/dispatch/backlog/')).toBe('backlog')
})

test('a span that is none shows the whole day', () => {
  const spanOf = (text: string) => readView(new URL(`?span=${text}`, bare)).span
  expect(spanOf('420-600')).toEqual([420, 600])
  for (const text of ['600-420', '420-425', '-', '420', 'a-b', '0-99999']) expect(spanOf(text)).toBeNull()
})
