import { expect, test } from 'vitest'
import { m } from '#lib/paraglide/messages.js'

test.each([
  [1, 1, 'Πλάνο: 1 εντολή, 1 συνεργείο', 'Plan 1 order, 1 crew'],
  [1, 4, 'Πλάνο: 1 εντολή, 4 συνεργεία', 'Plan 1 order, 4 crews'],
  [21, 1, 'Πλάνο: 21 εντολές, 1 συνεργείο', 'Plan 21 orders, 1 crew'],
  [0, 0, 'Πλάνο: 0 εντολές, 0 συνεργεία', 'Plan 0 orders, 0 crews'],
])('of two counts in one sentence, %i and %i, each has its own number', (orders, crews, greek, english) => {
  expect(m.plan_solve({ orders, crews }, { locale: 'el' })).toBe(greek)
  expect(m.plan_solve({ orders, crews }, { locale: 'en' })).toBe(english)
})
