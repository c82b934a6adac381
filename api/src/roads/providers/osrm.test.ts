import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import type { LonLat } from '../../geo/lon-lat.ts'
import { drawGraph, spotBetween } from '../testing.ts'
import type { DrawnCity } from '../testing.ts'
import { metersBetween, secondsBetween } from '../travel-times.ts'
import type { Closure, TravelOptions } from '../index.ts'
import { openTravelTimes } from './open-travel-times.ts'
import { startOsrmStandIn } from './osrm-stand-in.ts'
import { createOsrm } from './osrm.ts'
import { createRoadsOn } from './roads.ts'

const CITY: DrawnCity = {
  picture: ['ABC'],
  ways: ['AB', 'BC'].map((path) => ({ path, tags: { name: 'Πειραιώς' } })),
}
const points = [spotBetween(CITY, 'A', 'B'), spotBetween(CITY, 'B', 'C')]
const van: TravelOptions = { profile: 'van' }
const closed: Closure = {
  factor: 0,
  from: new Date(0),
  to: null,
  geometry: {
    type: 'LineString',
    coordinates: [spotBetween(CITY, 'B', 'C', 0), spotBetween(CITY, 'B', 'C', 1)],
  },
}

async function answering(status: number, body: string): Promise<AsyncDisposable & { url: string }> {
  const server = createServer((_, response) => response.writeHead(status).end(body))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

test('where the server knows no way there is none', async () => {
  const streets = createRoadsOn(drawGraph(CITY).graph)
  await using standIn = await startOsrmStandIn(streets, { ...van, closures: [closed] })
  const osrm = createOsrm(standIn.url)
  const matrix = await osrm.matrix(points, van)
  expect(secondsBetween(matrix, 0, 1)).toBeNull()
  expect(metersBetween(matrix, 0, 1)).toBeNull()
  expect(secondsBetween(matrix, 1, 0)).not.toBeNull()
  expect(await osrm.route(points, van)).toBeNull()
})

test('large tables are asked for in blocks that a stock server allows', async () => {
  const streets = createRoadsOn(drawGraph(CITY).graph)
  await using standIn = await startOsrmStandIn(streets, van)
  const many = Array.from({ length: 130 }, (_, at): LonLat => {
    const [lon, lat] = spotBetween(CITY, 'A', 'C', at / 130)
    return [Number(lon.toFixed(6)), Number(lat.toFixed(6))]
  })
  const osrm = createOsrm(`${standIn.url}/`)
  const matrix = await osrm.matrix(many, van)
  expect(standIn.requests).toHaveLength(9)
  expect(matrix.seconds).toEqual((await streets.matrix(many, van)).seconds)
  await osrm.table(many.slice(0, 1), many, van)
  expect(standIn.requests).toHaveLength(9 + 2)
})

test('street names and manoeuvres come through', async () => {
  const streets = createRoadsOn(drawGraph(CITY).graph)
  await using standIn = await startOsrmStandIn(streets, van)
  const route = await createOsrm(standIn.url).route(points, van)
  expect(route!.legs[0].steps.map(({ type, street }) => [type, street])).toEqual([
    ['depart', 'Πειραιώς'],
    ['arrive', 'Πειραιώς'],
  ])
})

test.each([
  ['an error code', 400, '{"code":"InvalidQuery","message":"Query string malformed"}', 'InvalidQuery'],
  ['a page of something else', 200, '{"code":"Ok","durations":"many"}', 'unexpected answer'],
  ['no JSON', 200, '<html>', 'JSON'],
  ['a failing proxy', 502, '{}', 'status 502'],
])('%s is an error, not a time', async (_, status, body, message) => {
  await using server = await answering(status, body)
  await expect(createOsrm(server.url).matrix(points, van)).rejects.toThrow(message)
})

test('the setting names the provider', () => {
  expect(openTravelTimes('osrm:http://localhost:5000', 'none').name).toBe('osrm')
  expect(openTravelTimes('estimate', 'none').name).toBe('estimate')
  expect(() => openTravelTimes('osrm:file:///etc/passwd', 'none')).toThrow('not from')
  expect(() => openTravelTimes('google', 'none')).toThrow('not from')
})
