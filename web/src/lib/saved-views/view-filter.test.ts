import { ViewFilter } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { readView, writeView } from '#lib/dispatch/view.ts'
import { filterOf, givenViews, isSameFilter } from './view-filter.ts'

const backlog = new URL('http://city.test/aigaleo/dispatch/backlog?at=order:3&map=14.00/37.99000/23.68000')

test('what was saved of a view brings it back, with all else of the screen as it is', () => {
  const set = writeView(backlog, {
    tab: 'orders',
    services: ['pothole', 'rubble'],
    dueWithinDays: 3,
    skill: 'road-works',
    q: 'Θηβών',
  })
  const saved = ViewFilter.parse(filterOf(readView(set)))
  const back = writeView(writeView(set, filterOf(readView(backlog))), saved)
  expect(back.href).toBe(set.href)
})

test('the view that is shown is known by what it shows, not by the order of its services', () => {
  const [, late] = givenViews()
  expect(isSameFilter(late!.filter, { ...late!.filter })).toBe(true)
  const filter = { ...late!.filter, services: ['a', 'b'] }
  expect(isSameFilter(filter, { ...filter, services: ['b', 'a'] })).toBe(true)
  expect(isSameFilter(filter, { ...filter, services: ['a'] })).toBe(false)
})

test('every given view is one that can be saved', () => {
  for (const { filter } of givenViews()) expect(ViewFilter.parse(filter)).toEqual(filter)
})
