import { beforeAll, expect, test } from 'vitest'
import { distanceMeters } from '../../geo/distance.ts'
import { isInside } from '../../geo/inside.ts'
import type { LonLat } from '../../geo/lon-lat.ts'
import type { RoadGraph } from '../network/network.ts'
import { createRoadsOn } from '../providers/roads.ts'
import { randomPoints, seededRandom } from '../random.ts'
import { BAYREUTH_PBF, drawGraph, readGraph, spotBetween, spotOf } from '../testing.ts'
import type { DrawnCity } from '../testing.ts'

let graph: RoadGraph
beforeAll(async () => {
  graph = await readGraph(BAYREUTH_PBF)
})

test('every street point within the time is inside, and only places near one are', async () => {
  const roads = createRoadsOn(graph)
  const random = seededRandom(3)
  const options = { profile: 'van' as const }
  const snapped: LonLat[] = []
  while (snapped.length < 400) {
    const place = await roads.snap(randomPoints(graph.drive, 1, random)[0], options)
    if (place) snapped.push(place.location)
  }
  for (const seconds of [60, 240, 600]) {
    for (const source of snapped.slice(0, 5)) {
      const area = await roads.reach(source, seconds, options)
      const table = await roads.table([source], snapped, options)
      snapped.forEach((point, at) => {
        const inside = isInside(area!.coordinates, point)
        if (table.seconds[at] < seconds - 2) expect(inside).toBe(true)
        // ten minutes farther on, only what lies beside a reached street can be inside
        if (table.seconds[at] > seconds + 600) {
          const nearest = Math.min(
            ...snapped
              .filter((_, other) => table.seconds[other] <= seconds)
              .map((other) => distanceMeters(other, point)),
          )
          if (nearest > 2500) expect(inside).toBe(false)
        }
      })
    }
  }
})

test('reach stops where the time runs out within a street', async () => {
  const city: DrawnCity = { picture: ['A         B'], ways: [{ path: 'AB' }] }
  const roads = createRoadsOn(drawGraph(city).graph)
  const start = spotOf(city, 'A')
  // 21 km/h for a minute: 350 m
  const area = await roads.reach(start, 60, { profile: 'van' })
  const end = Math.max(...area!.coordinates.flat(2).map(([lon]) => lon))
  expect(distanceMeters(start, [end, start[1]])).toBeGreaterThan(350 + 60)
  expect(distanceMeters(start, [end, start[1]])).toBeLessThan(350 + 80)
})

test('a block too large to be seen from its streets is a hole', async () => {
  const city: DrawnCity = {
    picture: ['A     B', '       ', '       ', '       ', '       ', 'C     D'],
    ways: [{ path: 'ABDCA' }],
  }
  const roads = createRoadsOn(drawGraph(city).graph)
  const area = await roads.reach(spotOf(city, 'A'), 3600, { profile: 'van' })
  expect(area!.coordinates).toHaveLength(1)
  expect(area!.coordinates[0]).toHaveLength(2)
  expect(isInside(area!.coordinates, spotBetween(city, 'A', 'D'))).toBe(false)
})

test('what is closed is not reached', async () => {
  const city: DrawnCity = { picture: ['A  B   C'], ways: [{ path: 'AB' }, { path: 'BC' }] }
  const roads = createRoadsOn(drawGraph(city).graph)
  const geometry = { type: 'LineString' as const, coordinates: [spotOf(city, 'B'), spotOf(city, 'C')] }
  const closures = [{ geometry, factor: 0, from: new Date(0), to: null }]
  const area = await roads.reach(spotOf(city, 'A'), 3600, { profile: 'van', closures })
  expect(isInside(area!.coordinates, spotOf(city, 'B'))).toBe(true)
  expect(isInside(area!.coordinates, spotBetween(city, 'B', 'C', 0.5))).toBe(false)
})

test('there is no reach from a point off the network', async () => {
  expect(await createRoadsOn(graph).reach([0, 0], 600, { profile: 'van' })).toBeNull()
})
