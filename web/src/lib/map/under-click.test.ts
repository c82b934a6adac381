import { expect, test } from 'vitest'
import { countInPlace, UnderClick, type Found } from './under-click.ts'

const stop = (id: number, coordinates = [23.7, 38]): Found => ({
  id,
  source: 'routes-stop',
  geometry: { type: 'Point', coordinates },
})
const line: Found = { id: 1, source: 'routes-line', geometry: { type: 'LineString', coordinates: [] } }
const count: Found = { id: undefined, source: 'orders', geometry: { type: 'Point', coordinates: [23.7, 38] } }
const [a, b, c] = [stop(1), stop(2), stop(3)]
const here = { x: 100, y: 100 }

test('clicks on one place open what lies there one after the other, and begin again', () => {
  const under = new UnderClick()
  // what was opened is drawn uppermost: the order from above changes with each click
  const opened = [
    [a, b, c],
    [a, b, c],
    [b, a, c],
    [c, b, a],
    [a, c, b],
  ].map((found) => under.pick(found, here))
  expect(opened).toEqual([a, b, c, c, a])
})

test('a click elsewhere, and the second of two, mean the uppermost', () => {
  const under = new UnderClick()
  expect(under.pick([a, b], here)).toBe(a)
  expect(under.pick([a, b], { x: 120, y: 100 })).toBe(a)
  expect(under.pick([a, b], { x: 121, y: 101 }, true)).toBe(a)
  expect(under.pick([a, b], { x: 121, y: 101 })).toBe(b)
})

test('a line under a stop and a count above one are what they were at each click', () => {
  const under = new UnderClick()
  expect([1, 2].map(() => under.pick([a, line], here))).toEqual([a, a])
  expect([1, 2].map(() => under.pick([count, a], here))).toEqual([count, count])
  expect(under.pick([line], here)).toBe(line)
  expect(under.pick([], here)).toBeUndefined()
})

test('what stands in exactly one place is counted once each', () => {
  const beside = stop(4, [23.7001, 38])
  expect(countInPlace([a, a, b, beside, line, { ...c, source: 'orders' }], a)).toBe(2)
  expect(countInPlace([line], line)).toBe(0)
})
