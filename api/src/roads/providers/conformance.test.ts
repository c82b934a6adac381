import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { distanceMeters } from '../../geo/distance.ts'
import { isInside } from '../../geo/inside.ts'
import type { LonLat } from '../../geo/lon-lat.ts'
import { signedRingArea } from '../../geo/polygon.ts'
import { extendMatrix } from '../matrix/extend-matrix.ts'
import type { RoadGraph } from '../network/network.ts'
import { randomPoints, seededRandom } from '../random.ts'
import { BAYREUTH_PBF, readGraph } from '../testing.ts'
import type { ReachArea, TravelOptions, TravelTimes } from '../travel-times.ts'
import { metersBetween, secondsBetween } from '../travel-times.ts'
import { createEstimate, estimateLeg } from './estimate.ts'
import { startOsrmStandIn } from './osrm-stand-in.ts'
import type { StandIn } from './osrm-stand-in.ts'
import { createOsrm } from './osrm.ts'
import { createRoadsOn } from './roads.ts'

const options: TravelOptions = { profile: 'van' }
/** OSRM takes coordinates to a decimetre, and rounds. */
const TOLERANCE = 3
const NAMES = ['roads', 'osrm', 'estimate'] as const

let graph: RoadGraph
let standIn: StandIn
let points: LonLat[]
const providers = {} as Record<(typeof NAMES)[number], TravelTimes>

beforeAll(async () => {
  graph = await readGraph(BAYREUTH_PBF)
  providers.roads = createRoadsOn(graph)
  standIn = await startOsrmStandIn(providers.roads, options)
  providers.osrm = createOsrm(standIn.url)
  providers.estimate = createEstimate()
  points = []
  const random = seededRandom(11)
  while (points.length < 60) {
    const [point] = randomPoints(graph.drive, 1, random)
    if (await providers.roads.snap(point, options)) points.push(point)
  }
})
afterAll(() => standIn[Symbol.asyncDispose]())

function areaOf({ coordinates }: ReachArea): number {
  return coordinates.flat().reduce((sum, ring) => sum + signedRingArea(ring), 0)
}

describe.each(NAMES)('%s', (name) => {
  test('says what it is', () => {
    expect(providers[name].name).toBe(name)
    expect(providers[name].isEstimate).toBe(name === 'estimate')
  })

  test('a matrix holds whole seconds and metres on shared memory, zero from a point to itself', async () => {
    const matrix = await providers[name].matrix(points, options)
    expect(matrix.size).toBe(points.length)
    expect(matrix.seconds.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(matrix.meters.buffer).toBeInstanceOf(SharedArrayBuffer)
    for (let from = 0; from < points.length; from++) {
      expect(secondsBetween(matrix, from, from)).toBe(0)
      expect(metersBetween(matrix, from, from)).toBe(0)
      for (let to = 0; to < points.length; to++) {
        expect(secondsBetween(matrix, from, to)).toBeGreaterThanOrEqual(0)
        expect(metersBetween(matrix, from, to)).toBeGreaterThanOrEqual(0)
      }
    }
  })

  test('an empty matrix and a single point are fine', async () => {
    expect((await providers[name].matrix([], options)).size).toBe(0)
    expect([...(await providers[name].matrix(points.slice(0, 1), options)).seconds]).toEqual([0])
  })

  test('a table is a part of the matrix', async () => {
    const matrix = await providers[name].matrix(points, options)
    const table = await providers[name].table(points.slice(0, 3), points.slice(2, 40), options)
    for (let row = 0; row < 3; row++) {
      for (let column = 0; column < 38; column++) {
        expect(table.seconds[row * 38 + column]).toBe(matrix.seconds[row * points.length + column + 2])
        expect(table.meters[row * 38 + column]).toBe(matrix.meters[row * points.length + column + 2])
      }
    }
  })

  test('a matrix extended by rows and columns is the whole matrix', async () => {
    const whole = await providers[name].matrix(points, options)
    const before = await providers[name].matrix(points.slice(0, 50), options)
    const after = await extendMatrix(providers[name], before, points.slice(0, 50), points.slice(50), options)
    expect(after).toEqual(whole)
  })

  test('a route takes as long as the matrix says', async () => {
    const stops = points.slice(0, 6)
    const matrix = await providers[name].matrix(stops, options)
    const route = await providers[name].route(stops, options)
    expect(route!.legs).toHaveLength(5)
    expect(route!.isEstimate).toBe(name === 'estimate')
    route!.legs.forEach((leg, at) => {
      expect(Math.abs(leg.seconds - secondsBetween(matrix, at, at + 1)!)).toBeLessThanOrEqual(TOLERANCE)
      expect(Math.abs(leg.meters - metersBetween(matrix, at, at + 1)!)).toBeLessThanOrEqual(TOLERANCE)
      expect(leg.steps[0].type).toBe('depart')
      expect(leg.steps.at(-1)!.type).toBe('arrive')
    })
    expect(distanceMeters(route!.geometry.coordinates[0], stops[0])).toBeLessThan(500)
    expect(distanceMeters(route!.geometry.coordinates.at(-1)!, stops[5])).toBeLessThan(500)
  })

  test('one point makes no route', async () => {
    expect(await providers[name].route(points.slice(0, 1), options)).toBeNull()
  })

  test('reach holds the point itself and grows with the time', async () => {
    const near = await providers[name].reach(points[0], 120, options)
    const far = await providers[name].reach(points[0], 600, options)
    const at = (await providers[name].snap(points[0], options))!.location
    expect(isInside(near!.coordinates, at)).toBe(true)
    expect(isInside(far!.coordinates, at)).toBe(true)
    expect(areaOf(far!)).toBeGreaterThan(areaOf(near!))
    for (const polygon of far!.coordinates) {
      for (const ring of polygon) expect(ring[0]).toEqual(ring.at(-1))
      expect(signedRingArea(polygon[0])).toBeGreaterThan(0)
    }
  })

  test('a point off the streets is estimated and marked', async () => {
    const sea: LonLat = [11.7, 50.2]
    const matrix = await providers[name].matrix([points[0], sea, points[1]], options)
    expect(matrix.estimated[1]).toBe(1)
    expect(matrix.estimated[0]).toBe(name === 'estimate' ? 1 : 0)
    expect(secondsBetween(matrix, 0, 1)).toBe(estimateLeg(points[0], sea, 'van').seconds)
    expect(metersBetween(matrix, 1, 2)).toBe(estimateLeg(sea, points[1], 'van').meters)
  })
})

test('roads and an OSRM server on the same streets agree', async () => {
  const roads = await providers.roads.matrix(points, options)
  const osrm = await providers.osrm.matrix(points, options)
  for (let cell = 0; cell < roads.seconds.length; cell++) {
    expect(Math.abs(roads.seconds[cell] - osrm.seconds[cell])).toBeLessThanOrEqual(TOLERANCE)
    expect(Math.abs(roads.meters[cell] - osrm.meters[cell])).toBeLessThanOrEqual(TOLERANCE)
  }
})
