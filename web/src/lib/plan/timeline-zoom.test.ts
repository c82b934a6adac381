import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Span } from './timeline.ts'
import {
  anchorOf,
  isWhole,
  leastSpan,
  spanInAddress,
  spanOfAddress,
  within,
  zoomed,
} from './timeline-zoom.ts'

const hour = 3_600_000
const start = Date.parse('2026-03-12T05:00:00Z')
const whole = { from: start, to: start + 12 * hour }

const views = fc
  .tuple(fc.integer({ min: 60, max: 720 }), fc.nat(720))
  .map(([length, from]): Span =>
    within({ from: start + from * 60_000, to: start + (from + length) * 60_000 }, whole),
  )

test('however it is zoomed, the view stays within the day and is never less than an hour', () => {
  fc.assert(
    fc.property(
      views,
      fc.double({ min: 0.05, max: 20, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (view, factor, share) => {
        const next = zoomed(view, whole, factor, view.from + share * (view.to - view.from))
        expect(next.from).toBeGreaterThanOrEqual(whole.from - 1)
        expect(next.to).toBeLessThanOrEqual(whole.to + 1)
        expect(next.to - next.from).toBeGreaterThanOrEqual(leastSpan - 1)
      },
    ),
  )
})

test('what is under the pointer stays under it when zoomed in', () => {
  fc.assert(
    fc.property(
      views,
      fc.double({ min: 0.3, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (view, factor, share) => {
        const at = view.from + share * (view.to - view.from)
        const next = zoomed(view, whole, factor, at)
        expect((at - next.from) / (next.to - next.from)).toBeCloseTo(share, 6)
      },
    ),
  )
})

test('zoomed out far enough it is the whole day again', () => {
  const near = zoomed(whole, whole, 0.1, start + 3 * hour)
  expect(isWhole(near, whole)).toBe(false)
  expect(zoomed(near, whole, 100, start + 3 * hour)).toEqual(whole)
})

test('buttons keep the line of now in sight, and the middle where it is not', () => {
  const view = { from: start, to: start + 4 * hour }
  expect(anchorOf(view, start + hour)).toBe(start + hour)
  expect(anchorOf(view, start + 9 * hour)).toBe(start + 2 * hour)
  expect(anchorOf(view, null)).toBe(start + 2 * hour)
})

test('a view is the same after it has been in the address', () => {
  const view = { from: start - 7 * hour, to: start + 2 * hour }
  expect(spanInAddress(view, '2026-03-12')).toEqual([-120, 420])
  expect(spanOfAddress([-120, 420], '2026-03-12')).toEqual(view)
})
