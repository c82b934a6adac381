import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { footOnLine } from '../../geo/along-line.ts'
import type { LonLat } from '../../geo/lon-lat.ts'
import type { Network } from '../network/network.ts'
import { stretchLine } from '../route/shape.ts'
import { BAYREUTH_PBF, readGraph } from '../testing.ts'
import { snapPoint, SNAP_LIMIT_METERS } from './snap.ts'

let network: Network
let lines: LonLat[][]
beforeAll(async () => {
  network = (await readGraph(BAYREUTH_PBF)).drive
  const { streets } = network
  lines = Array.from({ length: streets.segmentCount }, (_, segment) =>
    stretchLine(streets, { directed: 2 * segment, from: 0, to: streets.decimeters[segment] }),
  )
})

test('the grid finds what a look at every street finds', () => {
  const [west, south, width, height, columns, rows] = network.grid.frame
  // integers, for doubles of fast-check crowd around zero
  const share = fc.integer({ min: -500, max: 10_500 }).map((part) => part / 10_000)
  const { segmentCount } = network.streets
  fc.assert(
    fc.property(share, share, fc.integer({ min: 1, max: 40 }), (x, y, every) => {
      const point: LonLat = [(west + x * width * columns) / 1e7, (south + y * height * rows) / 1e7]
      const isUsable = Uint8Array.from({ length: segmentCount }, (_, segment) =>
        segment % every === 0 ? 1 : 0,
      )
      let nearest = Infinity
      lines.forEach((line, segment) => {
        if (isUsable[segment]) nearest = Math.min(nearest, footOnLine(line, point).meters)
      })
      const place = snapPoint(network, isUsable, point)
      if (nearest >= SNAP_LIMIT_METERS) {
        expect(place).toBeNull()
        return
      }
      expect(place!.offsetMeters).toBeCloseTo(nearest, 6)
      expect(isUsable[place!.segment]).toBe(1)
      const foot = footOnLine(lines[place!.segment], point)
      const { decimeters } = network.streets
      // the foot may be at the other end of a closed street, where the line begins and ends
      expect(Math.abs(foot.meters - place!.offsetMeters)).toBeLessThan(1e-6)
      expect(place!.decimeters).toBeGreaterThanOrEqual(0)
      expect(place!.decimeters).toBeLessThanOrEqual(decimeters[place!.segment])
      expect(Math.abs(foot.fraction * decimeters[place!.segment] - place!.decimeters)).toBeLessThan(2)
      if (place!.side !== 'on') expect(place!.side).toBe(foot.isRight ? 'right' : 'left')
    }),
    { numRuns: 150, seed: 3 },
  )
})

test('a point far from every street is off the network', () => {
  const all = new Uint8Array(network.streets.segmentCount).fill(1)
  expect(snapPoint(network, all, [0, 0])).toBeNull()
  expect(snapPoint(network, all, [23.7, 38])).toBeNull()
  expect(snapPoint(network, all, [11.55, -85])).toBeNull()
})
