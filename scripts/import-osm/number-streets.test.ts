import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LonLat } from '../../api/src/geo/lon-lat.ts'
import { numberStreets } from './number-streets.ts'
import type { Extract } from './read-extract.ts'
import { cutAtCrossings } from './segments.ts'

const center: LonLat = [23.68, 37.99]
const hundredMeters = 0.0009

/** Nodes in rows northwards from the centre: node 10 x + y stands x × 100 m east and y × 100 m north. */
function extractOf(ways: { name?: string; highway?: string; nodes: number[] }[]): Extract {
  const points = new Map<number, LonLat>()
  for (let x = 0; x < 20; x++)
    for (let y = 0; y < 10; y++)
      points.set(10 * x + y, [center[0] + x * 0.00114, center[1] + y * hundredMeters])
  return {
    points,
    ways: ways.map(({ name, highway = 'residential', nodes }, i) => ({
      id: i + 1,
      nodes,
      tags: { highway, ...(name ? { name } : {}) },
    })),
  }
}

test('a way is cut where another meets it, and only there', () => {
  const segments = cutAtCrossings(
    extractOf([
      { name: 'Θηβών', nodes: [0, 1, 2, 3] },
      { nodes: [2, 12] },
      { highway: 'construction', nodes: [1, 11] },
    ]),
  )
  expect(segments.map(({ fromNode, toNode }) => [fromNode, toNode])).toEqual([
    [0, 2],
    [2, 3],
    [2, 12],
  ])
})

test('numbers rise from the end near the centre, whichever way the street was drawn', () => {
  for (const nodes of [
    [1, 2, 3, 4],
    [4, 3, 2, 1],
  ]) {
    const [street] = numberStreets(cutAtCrossings(extractOf([{ name: 'Θηβών', nodes }])), center)
    const [{ segment, numberFrom, numberTo }] = street.segments
    const [near, far] = segment.fromNode === 1 ? [numberFrom, numberTo] : [numberTo, numberFrom]
    expect(near).toBe(1)
    // 300 m at one number every 9 m
    expect(far).toBeGreaterThanOrEqual(33)
    expect(far).toBeLessThanOrEqual(35)
  }
})

test('numbers go on over a gap, and over another spelling', () => {
  const streets = numberStreets(
    cutAtCrossings(
      extractOf([
        { name: 'Θηβών', nodes: [0, 1] },
        { name: 'ΘΗΒΩΝ', nodes: [3, 4] },
        { name: 'Θηβών', nodes: [4, 5] },
      ]),
    ),
    center,
  )
  expect(streets).toHaveLength(1)
  expect(streets[0].name).toBe('Θηβών')
  const beyond = streets[0].segments.find(({ segment }) => segment.fromNode === 3)!
  expect(Math.min(beyond.numberFrom, beyond.numberTo)).toBeGreaterThanOrEqual(33)
})

test('streets of one name far apart are two streets', () => {
  const streets = numberStreets(
    cutAtCrossings(
      extractOf([
        { name: 'Κύπρου', nodes: [0, 1] },
        { name: 'Κύπρου', nodes: [150, 151] },
      ]),
    ),
    center,
  )
  expect(streets.map(({ segments }) => segments.length)).toEqual([1, 1])
})

test('every named stretch gets its numbers in exactly one street', () => {
  const way = fc.record({
    name: fc.constantFrom('Θηβών', 'Κύπρου', undefined),
    nodes: fc.uniqueArray(fc.integer({ min: 0, max: 199 }), { minLength: 2, maxLength: 6 }),
  })
  fc.assert(
    fc.property(fc.array(way, { maxLength: 12 }), (ways) => {
      const segments = cutAtCrossings(extractOf(ways))
      const numbered = numberStreets(segments, center).flatMap((street) => street.segments)
      const named = segments.filter(({ name }) => name !== null)
      expect(new Set(numbered.map(({ segment }) => segment))).toEqual(new Set(named))
      expect(numbered).toHaveLength(named.length)
      for (const { numberFrom, numberTo } of numbered) {
        expect(numberFrom).toBeGreaterThanOrEqual(1)
        expect(numberTo).toBeGreaterThanOrEqual(1)
      }
    }),
  )
})
