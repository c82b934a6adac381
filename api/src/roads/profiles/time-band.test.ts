import { expect, test } from 'vitest'
import { timeBandAt } from './time-band.ts'

test.each([
  ['03:00', 'night'],
  ['05:59', 'night'],
  ['06:00', 'day'],
  ['07:30', 'peak'],
  ['10:00', 'day'],
  ['14:00', 'peak'],
  ['18:00', 'day'],
  ['22:00', 'night'],
])('%s is in the %s band', (clock, band) => {
  const [hours, minutes] = clock.split(':').map(Number)
  expect(timeBandAt(hours * 3600 + minutes * 60)).toBe(band)
  expect(timeBandAt(hours * 3600 + minutes * 60 + 86_400)).toBe(band)
})
