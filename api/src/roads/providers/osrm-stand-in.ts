import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LonLat } from '../../geo/lon-lat.ts'
import { UNREACHABLE } from '../travel-times.ts'
import type { RouteStep, TravelOptions, TravelTimes } from '../travel-times.ts'

/** Where a point far from every street snaps to: OSRM has no limit. */
const ANYWHERE: LonLat = [11.57, 49.98]

export interface StandIn extends AsyncDisposable {
  url: string
  requests: string[]
}

/** A server that speaks OSRM's protocol and answers from the provider given: for tests. */
export async function startOsrmStandIn(travelTimes: TravelTimes, options: TravelOptions): Promise<StandIn> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(request.url!)
    answer(travelTimes, options, new URL(request.url!, 'http://localhost')).then(
      (body) => {
        response.statusCode = body.code === 'Ok' ? 200 : 400
        response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
      },
      (error: unknown) => response.destroy(error as Error),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

type Answer = { code: string } & Record<string, unknown>

async function answer(travelTimes: TravelTimes, options: TravelOptions, url: URL): Promise<Answer> {
  const [, service, , , coordinates] = url.pathname.split('/')
  const points = coordinates.split(';').map((text) => text.split(',').map(Number) as [number, number])
  if (service === 'table') return answerTable(travelTimes, options, points, url.searchParams)
  if (service === 'route') return answerRoute(travelTimes, options, points)
  if (service === 'nearest')
    return { code: 'Ok', waypoints: [await waypoint(travelTimes, options, points[0])] }
  return { code: 'InvalidService', message: `no service ${service}` }
}

async function answerTable(
  travelTimes: TravelTimes,
  options: TravelOptions,
  points: readonly LonLat[],
  query: URLSearchParams,
): Promise<Answer> {
  if (points.length > 100) return { code: 'TooBig', message: 'Too many table coordinates' }
  const pick = (name: string): LonLat[] =>
    (query.get(name) ?? '').split(';').map((index) => points[Number(index)])
  const [sources, targets] = [pick('sources'), pick('destinations')]
  const table = await travelTimes.table(sources, targets, options)
  const rowsOf = (values: Int32Array): (number | null)[][] =>
    sources.map((_, row) =>
      targets.map((_, column) => {
        const value = values[row * targets.length + column]
        return value === UNREACHABLE ? null : value
      }),
    )
  const waypoints = (list: LonLat[]): Promise<unknown[]> =>
    Promise.all(list.map((point) => waypoint(travelTimes, options, point)))
  return {
    code: 'Ok',
    durations: rowsOf(table.seconds),
    distances: rowsOf(table.meters),
    sources: await waypoints(sources),
    destinations: await waypoints(targets),
  }
}

async function waypoint(travelTimes: TravelTimes, options: TravelOptions, point: LonLat): Promise<object> {
  const snapped = await travelTimes.snap(point, options)
  return {
    location: snapped?.location ?? ANYWHERE,
    distance: snapped?.offsetMeters ?? 1e6,
    name: snapped?.street ?? '',
  }
}

async function answerRoute(
  travelTimes: TravelTimes,
  options: TravelOptions,
  points: readonly LonLat[],
): Promise<Answer> {
  const route = await travelTimes.route(points, options)
  if (!route) return { code: 'NoRoute', message: 'Impossible route between points' }
  const legs = route.legs.map((leg) => ({
    distance: leg.meters,
    duration: leg.seconds,
    steps: leg.steps.map(writeStep),
  }))
  return {
    code: 'Ok',
    routes: [{ distance: route.meters, duration: route.seconds, geometry: route.geometry, legs }],
  }
}

function writeStep({ type, modifier, street, exit, location, meters, seconds }: RouteStep): object {
  const words = modifier === 'u-turn' ? 'uturn' : modifier?.replace('-', ' ')
  return {
    distance: meters,
    duration: seconds,
    name: street ?? '',
    maneuver: {
      type: type === 'continue' ? 'new name' : type,
      location,
      ...(words && { modifier: words }),
      ...(exit && { exit }),
    },
  }
}
