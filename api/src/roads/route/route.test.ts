import { beforeAll, describe, expect, test } from 'vitest'
import { distanceMeters } from '../../geo/distance.ts'
import { lineMeters } from '../../geo/along-line.ts'
import type { LonLat } from '../../geo/lon-lat.ts'
import type { Closure } from '../closures/closure.ts'
import type { RoadGraph } from '../network/network.ts'
import { networkOf } from '../network/network.ts'
import { createRoadsOn } from '../providers/roads.ts'
import { randomPoints, seededRandom } from '../random.ts'
import { BAYREUTH_PBF, drawGraph, readGraph, spotBetween, spotOf } from '../testing.ts'
import type { DrawnCity } from '../testing.ts'
import { metersBetween, secondsBetween } from '../travel-times.ts'
import type { Profile, RouteStep } from '../travel-times.ts'

const CROSSING: DrawnCity = {
  picture: [' N ', 'WXE', ' S '],
  ways: [
    { path: 'WX', tags: { name: 'Δυτική' } },
    { path: 'XE', tags: { name: 'Ανατολική' } },
    { path: 'NX', tags: { name: 'Βόρεια' } },
    { path: 'XS', tags: { name: 'Νότια' } },
  ],
}

async function steps(city: DrawnCity, ...points: LonLat[]): Promise<RouteStep[]> {
  const route = await createRoadsOn(drawGraph(city).graph).route(points, { profile: 'van' })
  return route!.legs.flatMap((leg) => leg.steps)
}

const told = (list: RouteStep[]): string[] =>
  list.map(({ type, modifier, street }) => [type, modifier, street].filter(Boolean).join(' '))

describe('manoeuvres', () => {
  const at = (letter: string): LonLat => spotOf(CROSSING, letter)

  test.each([
    ['W', 'N', 'turn left Βόρεια'],
    ['W', 'S', 'turn right Νότια'],
    ['W', 'E', 'continue straight Ανατολική'],
    ['S', 'W', 'turn left Δυτική'],
    ['N', 'W', 'turn right Δυτική'],
  ])('from %s to %s: %s', async (from, to, expected) => {
    expect(told(await steps(CROSSING, at(from), at(to)))[1]).toBe(expected)
  })

  test('each step tells how far it goes on and where it begins', async () => {
    const [depart, turn, arrive] = await steps(CROSSING, spotBetween(CROSSING, 'W', 'X', 0.2), at('S'))
    expect(depart).toMatchObject({ type: 'depart', street: 'Δυτική', meters: 80 })
    expect(turn).toMatchObject({ meters: 100, seconds: 17 })
    expect(distanceMeters(turn.location, at('X'))).toBeLessThan(0.1)
    expect(arrive).toMatchObject({ type: 'arrive', meters: 0, seconds: 0 })
  })

  test('a way of no length has a beginning and an end', async () => {
    expect(told(await steps(CROSSING, at('X'), at('X'))).map((text) => text.split(' ')[0])).toEqual([
      'depart',
      'arrive',
    ])
  })

  test('the house lies left or right of who arrives', async () => {
    const [lon, lat] = spotBetween(CROSSING, 'X', 'S')
    const east: LonLat = [lon + 0.0002, lat]
    expect(told(await steps(CROSSING, at('N'), east)).at(-1)).toBe('arrive left Νότια')
    expect(told(await steps(CROSSING, at('S'), east)).at(-1)).toBe('arrive right Νότια')
  })

  test('a bend in a street, and a side street passed, are no manoeuvres', async () => {
    const city: DrawnCity = {
      picture: ['ABC  ', ' s D ', '   E '],
      ways: [
        { path: 'AB', tags: { name: 'Αθηνάς' } },
        { path: 'BC', tags: { name: 'Αθηνάς' } },
        { path: 'CDE', tags: { name: 'Αθηνάς' } },
        { path: 'Bs', tags: { name: 'Πάροδος' } },
      ],
    }
    expect(told(await steps(city, spotOf(city, 'A'), spotOf(city, 'E')))).toEqual([
      'depart Αθηνάς',
      'arrive Αθηνάς',
    ])
  })

  test('a roundabout is one step that tells the exit', async () => {
    const city: DrawnCity = {
      picture: ['  N  ', '  n  ', 'Ww eE', '  s  ', '  S  '],
      ways: [
        // counter-clockwise, as traffic runs on the right
        { path: 'wsenw', tags: { junction: 'roundabout' } },
        { path: 'Ww', tags: { name: 'Δυτική' } },
        { path: 'Ee', tags: { name: 'Ανατολική' } },
        { path: 'Nn', tags: { name: 'Βόρεια' } },
        { path: 'Ss', tags: { name: 'Νότια' } },
      ],
    }
    const roundabout = async (to: string): Promise<RouteStep> =>
      (await steps(city, spotOf(city, 'W'), spotOf(city, to)))[1]
    expect(await roundabout('S')).toMatchObject({ type: 'roundabout', exit: 1, street: 'Νότια' })
    expect(await roundabout('E')).toMatchObject({ type: 'roundabout', exit: 2, street: 'Ανατολική' })
    expect(await roundabout('N')).toMatchObject({ type: 'roundabout', exit: 3, street: 'Βόρεια' })
  })
})

describe('on the streets of Bayreuth', () => {
  let graph: RoadGraph
  beforeAll(async () => {
    graph = await readGraph(BAYREUTH_PBF)
  })

  test.each(['van', 'truck', 'foot'] as Profile[])(
    'a route is what the matrix measures, for %s',
    async (profile) => {
      const roads = createRoadsOn(graph)
      const random = seededRandom(5)
      const points: LonLat[] = []
      while (points.length < 25) {
        const [point] = randomPoints(networkOf(graph, profile), 1, random)
        if (await roads.snap(point, { profile })) points.push(point)
      }
      const matrix = await roads.matrix(points, { profile })
      for (let from = 0; from < points.length; from++) {
        for (let to = 0; to < points.length; to++) {
          const route = await roads.route([points[from], points[to]], { profile })
          expect(route!.seconds).toBe(secondsBetween(matrix, from, to))
          expect(route!.meters).toBe(metersBetween(matrix, from, to))
          // every segment's length is rounded to a decimetre, and bent ones are measured on a plane
          expect(Math.abs(lineMeters(route!.geometry.coordinates) - route!.meters)).toBeLessThan(
            5 + route!.meters * 0.002,
          )
          const stepMeters = route!.legs[0].steps.reduce((sum, step) => sum + step.meters, 0)
          expect(Math.abs(stepMeters - route!.meters)).toBeLessThanOrEqual(route!.legs[0].steps.length)
          expect(hasJump(route!.geometry.coordinates, points[from], points[to])).toBe(false)
        }
      }
    },
  )

  test('a way whose legs were sought before is what it is by itself, whatever is closed', async () => {
    const roads = createRoadsOn(graph)
    const random = seededRandom(8)
    const points = randomPoints(networkOf(graph, 'van'), 12, random)
    const open = (await roads.route(points.slice(0, 2), { profile: 'van' }))!
    const closure = around(open.geometry.coordinates)
    const closed = await roads.route(points.slice(0, 2), { profile: 'van', closures: [closure] })
    expect(closed!.seconds).toBeGreaterThan(open.seconds)
    for (let round = 0; round < 12; round++) {
      const way = Array.from({ length: 5 }, () => points[Math.floor(random() * points.length)])
      const options = { profile: 'van' as const, closures: round % 2 === 0 ? [] : [closure] }
      expect(await roads.route(way, options)).toEqual(await createRoadsOn(graph).route(way, options))
    }
  })
})

/** A closed area in the middle of a line. */
function around(line: readonly LonLat[]): Closure {
  const [lon, lat] = line[line.length >> 1]
  const corner = (x: number, y: number): LonLat => [lon + x * 0.002, lat + y * 0.002]
  const ring = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)]
  return { from: new Date(0), to: null, factor: 0, geometry: { type: 'Polygon', coordinates: [ring] } }
}

/** Whether a line leaves out a part: no straight street here is longer than 3 km. */
function hasJump(line: readonly LonLat[], from: LonLat, to: LonLat): boolean {
  const gaps = line.slice(1).map((point, at) => distanceMeters(line[at], point))
  return (
    Math.max(...gaps) > 3000 || distanceMeters(line[0], from) > 500 || distanceMeters(line.at(-1)!, to) > 500
  )
}
