import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../jurisdictions/city-time.ts'
import { holidaysOf } from '../jurisdictions/holidays.ts'
import { occurrencesBetween } from './occurrences.ts'

const greek = holidaysOf('GR')

test('every second Friday, but on Good Friday the work is for the day after', () => {
  const rhythm = { startsOn: '2026-03-27', everyWeeks: 2 }
  expect(occurrencesBetween(rhythm, '2026-03-01', '2026-04-30', greek)).toEqual([
    { occursOn: '2026-03-27', day: '2026-03-27' },
    { occursOn: '2026-04-10', day: '2026-04-11' },
    { occursOn: '2026-04-24', day: '2026-04-24' },
  ])
})

test('a holiday that moves the work past the first day asked for does not lose it', () => {
  const rhythm = { startsOn: '2026-12-25', everyWeeks: 4 }
  expect(occurrencesBetween(rhythm, '2026-12-27', '2026-12-31', greek)).toEqual([
    { occursOn: '2026-12-25', day: '2026-12-27' },
  ])
})

test('spans that follow each other find every occurrence once', () => {
  const span = fc.record({
    everyWeeks: fc.integer({ min: 1, max: 9 }),
    offset: fc.nat({ max: 400 }),
    cut: fc.nat({ max: 300 }),
  })
  fc.assert(
    fc.property(span, ({ everyWeeks, offset, cut }) => {
      const first = '2026-01-01'
      const rhythm = { startsOn: addDays('2025-06-01', offset), everyWeeks }
      const last = addDays(first, 365)
      const middle = addDays(first, cut)
      const whole = occurrencesBetween(rhythm, first, last, greek)
      const halves = [
        ...occurrencesBetween(rhythm, first, middle, greek),
        ...occurrencesBetween(rhythm, addDays(middle, 1), last, greek),
      ]
      expect(halves.toSorted((a, b) => a.occursOn.localeCompare(b.occursOn))).toEqual(whole)
      for (const { day } of whole) expect(greek(day)).toBe(false)
    }),
  )
})
