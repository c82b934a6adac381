import { expect, test } from 'vitest'
import { tilesOfRoute } from './pack-tiles.ts'

const line: [number, number][] = [
  [23.67, 37.99],
  [23.69, 37.995],
]

test('the corridor is kept without a gap, and the overview comes first', () => {
  const tiles = tilesOfRoute(line, [[23.7, 38]], 15)
  expect(new Set(tiles.map(({ z }) => z))).toEqual(new Set([10, 11, 12, 13, 14, 15]))
  expect(tiles.map(({ z }) => z)).toEqual(tiles.map(({ z }) => z).sort((a, b) => a - b))
  const columns = new Set(tiles.filter(({ z }) => z === 15).map(({ x }) => x))
  const [first, last] = [Math.min(...columns), Math.max(...columns)]
  // 23.67 and 23.70 east, as the pyramid counts them
  expect([first, last].map((x) => (x / 2 ** 15) * 360 - 180)).toEqual([
    expect.closeTo(23.66, 1),
    expect.closeTo(23.7, 1),
  ])
  for (let x = first; x <= Math.floor(((23.69 + 180) / 360) * 2 ** 15); x++) expect(columns).toContain(x)
})

test('a day without stops keeps no map, and none keeps too much', () => {
  expect(tilesOfRoute([], [], 15)).toEqual([])
  const across = tilesOfRoute(
    [
      [20, 35],
      [28, 41],
    ],
    [],
    16,
  )
  expect(across.length).toBe(3000)
})
