import type { PlanVersionDetail } from '@dromos/api/contract'
import { encode } from '@googlemaps/polyline-codec'
import { expect, test } from 'vitest'
import { boundsOf } from './routes-on-map.ts'

const route = (crewId: number, polyline: string | null, ...locations: ([number, number] | null)[]) => ({
  crewId,
  polyline,
  stops: locations.map((location) => ({ location })),
})
const version = (...routes: object[]) => ({ routes }) as unknown as PlanVersionDetail

test('a plan spans its stops and the ways between them, also where a way leads round outside', () => {
  const way = encode(
    [
      [37.98, 23.7],
      [38.02, 23.74],
      [37.99, 23.72],
    ],
    6,
  )
  const day = version(route(1, way, [23.7, 37.98], null, [23.72, 37.99]), route(2, null, [23.69, 38]))
  expect(boundsOf(day)).toEqual([23.69, 37.98, 23.74, 38.02])
  expect(boundsOf(day, 2)).toEqual([23.69, 38, 23.69, 38])
  // asked again it is the same, also of a version in which one route is other
  const next = version(day.routes[0]!, route(2, null, [23.8, 38]))
  expect(boundsOf(next)).toEqual([23.7, 37.98, 23.8, 38.02])
})

test('a plan without stops spans nothing', () => {
  expect(boundsOf(version())).toBeNull()
  expect(boundsOf(version(route(1, null, null)))).toBeNull()
})
