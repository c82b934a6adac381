import { expect, test } from 'vitest'
import { sketchOf } from './sketch.ts'

const box = { width: 200, most: 150 }
const stop = (lon: number, lat: number, label = '1') => ({ location: [lon, lat] as [number, number], label })

test('north is up, and a kilometre is as long across as down', () => {
  const sketch = sketchOf(
    [],
    [stop(23.7, 38), stop(23.7 + 0.01 / Math.cos((38.01 * Math.PI) / 180), 38), stop(23.7, 38.01)],
    box,
  )!
  const [origin, east, north] = sketch.spots
  expect(east!.x - origin!.x).toBeCloseTo(origin!.y - north!.y, 0)
  expect(north!.y).toBeLessThan(origin!.y)
})

test('everything lies in the box', () => {
  const { spots, height } = sketchOf([], [stop(23.6, 38), stop(23.7, 38.3), stop(23.61, 38.1)], box)!
  expect(height).toBeLessThanOrEqual(150)
  for (const { x, y } of spots) {
    expect(x).toBeGreaterThanOrEqual(0)
    expect(x).toBeLessThanOrEqual(200)
    expect(y).toBeLessThanOrEqual(height)
  }
})

test('numbers of stops at one address do not lie on each other', () => {
  const { spots } = sketchOf([], [stop(23.6, 38), stop(23.7, 38.1), stop(23.6, 38), stop(23.6, 38)], box)!
  const shown = spots.map(({ x, y, dx, dy }) => [x + dx, y + dy])
  for (const [index, one] of shown.entries()) {
    for (const other of shown.slice(index + 1)) {
      expect(Math.hypot(one[0]! - other[0]!, one[1]! - other[1]!)).toBeGreaterThanOrEqual(10.8)
    }
  }
})

test('a single place has no sketch', () => {
  expect(sketchOf([], [stop(23.6, 38)], box)).toBeNull()
})
