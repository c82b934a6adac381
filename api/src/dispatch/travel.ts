import type { StreetClosure } from '../contract/index.ts'
import type { Evaluation } from '../planner/index.ts'
import type { Closure } from '../roads/closures/closure.ts'
import type { Profile, RouteGeometry, TravelTimes } from '../roads/travel-times.ts'
import { profileOf, type DayProblem, type Matrices } from './build-problem.ts'
import type { DayInput } from './day-input.ts'
import { placesOf } from './places.ts'
import { rememberWay } from './remember-ways.ts'
import type { StoredRoute } from './store-version.ts'
import { routeRows, summarise, type RouteRow } from './version-rows.ts'

type LonLat = readonly [lon: number, lat: number]

/** Travel times between all places of a day, for each kind of vehicle in it. */
export async function findMatrices(
  travelTimes: TravelTimes,
  input: DayInput,
): Promise<{ matrices: Matrices; isEstimate: boolean }> {
  const { points } = placesOf(input)
  const closures = input.closures.flatMap(toClosures)
  const matrices: Matrices = {}
  let isEstimate = travelTimes.isEstimate
  for (const profile of new Set(input.crews.map(profileOf))) {
    const matrix = await travelTimes.matrix(points, { profile, band: 'day', closures })
    isEstimate ||= matrix.estimated.includes(1)
    matrices[profile] = matrix
  }
  return { matrices, isEstimate }
}

/** The routes of an evaluated plan along the streets, but for those that are not asked for, and its figures. */
export async function describeVersion(
  travelTimes: TravelTimes,
  input: DayInput,
  day: DayProblem,
  evaluation: Evaluation,
  isAsked: (row: RouteRow) => boolean = () => true,
): Promise<{ routes: StoredRoute[]; otherCrewIds: number[]; summary: ReturnType<typeof summarise> }> {
  const rows = routeRows(input, day, evaluation)
  const asked = rows.filter(isAsked)
  const otherCrewIds = rows.filter((row) => !asked.includes(row)).map(({ crewId }) => crewId)
  const routes: StoredRoute[] = []
  for (const row of asked) {
    const crew = input.crews.find(({ id }) => id === row.crewId)!
    const points = row.stops.flatMap(({ location }) => (location ? [location] : []))
    routes.push({ ...row, geometry: await findGeometry(travelTimes, points, profileOf(crew), input) })
  }
  return { routes, otherCrewIds, summary: summarise(input, day, evaluation, rows) }
}

/** Along the streets through all points; null where there are fewer than two, or no way. */
async function findGeometry(
  travelTimes: TravelTimes,
  points: readonly LonLat[],
  profile: Profile,
  input: DayInput,
): Promise<RouteGeometry['geometry'] | null> {
  const distinct = points.filter((point, index) => index === 0 || point.join() !== points[index - 1].join())
  if (distinct.length < 2) return null
  const closures = input.closures.flatMap(toClosures)
  const route = await rememberWay(travelTimes, distinct, { profile, band: 'day', closures })
  return route?.geometry ?? null
}

/** A line for each piece of a street; the day's plan knows no hours, so what holds in it holds all the time. */
export function toClosures({ geometry, from, to, speedFactor }: StreetClosure): Closure[] {
  const span = { factor: speedFactor, from: new Date(from), to: to === null ? null : new Date(to) }
  if (geometry.type !== 'MultiLineString') return [{ ...span, geometry }]
  return geometry.coordinates.map((coordinates) => ({
    ...span,
    geometry: { type: 'LineString', coordinates },
  }))
}
