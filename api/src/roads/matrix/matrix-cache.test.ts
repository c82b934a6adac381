import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { LonLat } from '../../geo/lon-lat.ts'
import type { RoadGraph } from '../network/network.ts'
import { createRoadsOn } from '../providers/roads.ts'
import { randomPoints, seededRandom } from '../random.ts'
import { BAYREUTH_PBF, readGraph } from '../testing.ts'
import type { TravelOptions, TravelTimes } from '../travel-times.ts'
import { extendMatrix } from './extend-matrix.ts'
import { createMatrixCache } from './matrix-cache.ts'

let graph: RoadGraph
let pool: LonLat[]
beforeAll(async () => {
  graph = await readGraph(BAYREUTH_PBF)
  pool = randomPoints(graph.drive, 40, seededRandom(9))
})

const van: TravelOptions = { profile: 'van' }

/** The provider, with a note of how many cells it was asked for. */
function counting(): { travelTimes: TravelTimes; cells: () => number } {
  const roads = createRoadsOn(graph)
  let asked = 0
  return {
    cells: () => asked,
    travelTimes: {
      ...roads,
      matrix(points, options) {
        asked += points.length ** 2
        return roads.matrix(points, options)
      },
      table(sources, targets, options) {
        asked += sources.length * targets.length
        return roads.table(sources, targets, options)
      },
    },
  }
}

test('whatever points come and go, the cache gives the matrix of the points asked for', async () => {
  const roads = createRoadsOn(graph)
  const selection = fc.array(fc.nat({ max: 39 }), { minLength: 1, maxLength: 25 })
  await fc.assert(
    fc.asyncProperty(fc.array(selection, { minLength: 1, maxLength: 6 }), async (selections) => {
      const cache = createMatrixCache(roads)
      for (const chosen of selections) {
        const points = chosen.map((at) => pool[at])
        expect(await cache.matrix('day', points, van)).toEqual(await roads.matrix(points, van))
      }
    }),
    { numRuns: 25, seed: 2 },
  )
})

test('a new stop costs a row and a column, a known one nothing', async () => {
  const { travelTimes, cells } = counting()
  const cache = createMatrixCache(travelTimes)
  await cache.matrix('day', pool.slice(0, 30), van)
  expect(cells()).toBe(900)
  await cache.matrix('day', [...pool.slice(0, 30), pool[30]], van)
  expect(cells()).toBe(900 + 31 + 30)
  await cache.matrix('day', pool.slice(5, 31), van)
  expect(cells()).toBe(900 + 31 + 30)
})

test('other options make other times', async () => {
  const { travelTimes, cells } = counting()
  const cache = createMatrixCache(travelTimes)
  await cache.matrix('day', pool.slice(0, 10), van)
  await cache.matrix('day', pool.slice(0, 10), { ...van, band: 'peak' })
  expect(cells()).toBe(200)
  const closures = [
    {
      geometry: { type: 'LineString' as const, coordinates: [pool[0], pool[1]] },
      factor: 0,
      from: new Date('2026-05-04T08:00:00Z'),
      to: null,
    },
  ]
  await cache.matrix('day', pool.slice(0, 10), { ...van, band: 'peak', closures })
  expect(cells()).toBe(300)
  await cache.matrix('day', pool.slice(0, 10), {
    ...van,
    band: 'peak',
    closures,
    at: new Date('2026-05-04T09:00:00Z'),
  })
  expect(cells()).toBe(300)
  await cache.matrix('day', pool.slice(0, 10), {
    ...van,
    band: 'peak',
    closures,
    at: new Date('2026-05-04T07:00:00Z'),
  })
  expect(cells()).toBe(400)
})

test('plans do not share their points, and a forgotten plan starts anew', async () => {
  const { travelTimes, cells } = counting()
  const cache = createMatrixCache(travelTimes)
  await cache.matrix('monday', pool.slice(0, 5), van)
  await cache.matrix('tuesday', pool.slice(0, 5), van)
  cache.forget('monday')
  await cache.matrix('monday', pool.slice(0, 5), van)
  expect(cells()).toBe(75)
})

test('two who ask at once share the work', async () => {
  const { travelTimes, cells } = counting()
  const cache = createMatrixCache(travelTimes)
  await Promise.all([
    cache.matrix('day', pool.slice(0, 20), van),
    cache.matrix('day', pool.slice(0, 20), van),
  ])
  expect(cells()).toBe(400)
})

test('a matrix of other points cannot be extended', async () => {
  const roads = createRoadsOn(graph)
  const matrix = await roads.matrix(pool.slice(0, 3), van)
  await expect(extendMatrix(roads, matrix, pool.slice(0, 2), pool.slice(2, 4), van)).rejects.toThrow(
    'of 3 points',
  )
})
