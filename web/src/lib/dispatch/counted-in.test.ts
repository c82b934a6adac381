import { expect, test } from 'vitest'
import { cellId, cellsAcross, pointsFrom, requests } from '../../../../tiles/src/layers/requests.ts'
import { cellAround, countsOf } from './counted-in.ts'

test.each([
  [23.68, 37.99, 9],
  [23.7275, 37.9838, 12.9],
  // closer than tiles count, as long as those of the last such zoom are still shown
  [23.7275, 37.9838, 13.4],
  [-0.0001, -33.5, 6],
])(
  'the ground of a count at %d, %d and zoom %d is an eighth of its tile, and it lies there',
  (lon, lat, zoom) => {
    const [[west, south], , [east, north]] = cellAround([lon, lat], zoom)
    expect(west <= lon && lon < east && south < lat && lat <= north).toBe(true)
    const tiles = 2 ** Math.min(12, Math.floor(zoom))
    expect((east - west) * tiles * 8).toBeCloseTo(360, 6)
    // eight of them from the top of the tile to its bottom, in equal steps
    const steps = Array.from({ length: 17 }, (_, step) => north + (step - 8) * (north - south))
    const edges = steps.filter((edge) => isEdgeOfTile(edge, tiles))
    expect(edges.length).toBeGreaterThanOrEqual(2)
  },
)

test.each([pointsFrom - 1, pointsFrom])(
  'at zoom %d a count stands for a cell of the tiles that count last',
  (zoom) => {
    const [[west], [east]] = cellAround([23.7275, 37.9838], zoom)
    expect(360 / (east - west)).toBeCloseTo(2 ** (pointsFrom - 1) * cellsAcross, 3)
  },
)

test('a place is known by the counts that tiles make of it, at each zoom that they count', () => {
  const [lon, lat] = [23.7831, 37.9312]
  const ids = countsOf([lon, lat])
  expect(ids).toHaveLength(pointsFrom - requests.minZoom)
  const across = Math.floor(((lon + 180) / 360) * 4096 * cellsAcross)
  expect(ids.at(-1)).toBe(cellId({ z: 12, across, down: 12_647 }))
  expect(ids).not.toContain(countsOf([lon + 0.011, lat]).at(-1))
  expect(countsOf([lon + 0.011, lat]).at(0)).toBe(ids.at(0))
})

function isEdgeOfTile(lat: number, tiles: number): boolean {
  const row = (0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)) * tiles
  return Math.abs(row - Math.round(row)) < 1e-6
}
