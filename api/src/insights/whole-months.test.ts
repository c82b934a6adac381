import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../jurisdictions/city-time.ts'
import { splitSpan } from './whole-months.ts'

test('whole months are taken out of a span, and the days at its edges are left', () => {
  expect(splitSpan({ from: '2025-11-15', to: '2026-03-10' })).toEqual({
    months: { from: '2025-12-01', to: '2026-02-01' },
    edges: [
      { from: '2025-11-15', to: '2025-11-30' },
      { from: '2026-03-01', to: '2026-03-10' },
    ],
  })
})

test.each([
  ['2026-02-01', '2026-02-28', '2026-02-01', '2026-02-01'],
  ['2024-01-01', '2024-02-29', '2024-01-01', '2024-02-01'],
])('from %s to %s there are only whole months', (from, to, first, last) => {
  expect(splitSpan({ from, to })).toEqual({ months: { from: first, to: last }, edges: [] })
})

test.each([
  ['2026-02-01', '2026-02-27'],
  ['2026-02-02', '2026-02-28'],
  ['2026-02-02', '2026-03-30'],
  ['2026-03-01', '2026-03-01'],
])('from %s to %s there is no whole month', (from, to) => {
  expect(splitSpan({ from, to })).toEqual({ months: null, edges: [{ from, to }] })
})

test('every day of a span is in one part, and no other day is', () => {
  const days = fc.tuple(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 200 }))
  fc.assert(
    fc.property(days, ([start, length]) => {
      const from = addDays('2023-12-20', start)
      const span = { from, to: addDays(from, length) }
      const { months, edges } = splitSpan(span)
      const inMonths = months ? listDays({ from: months.from, to: lastOfMonth(months.to) }) : []
      const inParts = [...inMonths, ...edges.flatMap(listDays)].toSorted()
      expect(inParts).toEqual(listDays(span))
    }),
  )
})

function listDays({ from, to }: { from: string; to: string }): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

function lastOfMonth(first: string): string {
  let day = first
  while (addDays(day, 1).slice(0, 7) === first.slice(0, 7)) day = addDays(day, 1)
  return day
}
