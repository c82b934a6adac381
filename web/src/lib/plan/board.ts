import type { Crew, PlanVersionDetail, Route, Stop } from '@dromos/api/contract'

/** A crew's day on the board; without a route where the version has nothing for it. */
export interface Column {
  crewId: number
  route: Route | null
  /** what it does, in its order */
  stops: Stop[]
}

/** A column for each crew of a version: those with work first, as in the list; then the idle. */
export function columnsOf({ routes, crewIds }: Pick<PlanVersionDetail, 'routes' | 'crewIds'>): Column[] {
  const busy = routes.flatMap((route): Column[] => {
    const stops = route.stops.filter(({ kind }) => kind === 'task')
    return stops.length ? [{ crewId: route.crewId, route, stops }] : []
  })
  const idle = crewIds.filter((id) => !busy.some(({ crewId }) => crewId === id))
  return [...busy, ...idle.map((crewId) => ({ crewId, route: null, stops: [] }))]
}

export interface Load {
  m3: number
  kg: number
  mostM3: number
  mostKg: number
  /** of what fits, by volume or weight, whichever is nearer to full; more than 1 is too much */
  share: number
}

/** The most a crew has on board against what its vehicle holds; null for a crew on foot. */
export function loadOf(
  route: Pick<Route, 'peakLoadM3' | 'peakLoadKg'> | null,
  vehicle: Pick<NonNullable<Crew['vehicle']>, 'capacityM3' | 'capacityKg'> | null,
): Load | null {
  if (!vehicle) return null
  const [m3, kg] = [route?.peakLoadM3 ?? 0, route?.peakLoadKg ?? 0]
  const { capacityM3: mostM3, capacityKg: mostKg } = vehicle
  return { m3, kg, mostM3, mostKg, share: Math.max(shareOf(m3, mostM3), shareOf(kg, mostKg)) }
}

function shareOf(load: number, most: number): number {
  if (load === 0) return 0
  return most > 0 ? load / most : Infinity
}

/** Where an arrow key leads from a card: along its column, or to the same height in the next column that has cards. */
export function cardAfter(
  counts: readonly number[],
  { column, place }: { column: number; place: number },
  key: string,
): { column: number; place: number } | null {
  const along = { ArrowUp: place - 1, ArrowDown: place + 1, Home: 0, End: counts[column]! - 1 }[key]
  if (along !== undefined) return along >= 0 && along < counts[column]! ? { column, place: along } : null
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key]
  if (step === undefined) return null
  for (let next = column + step; next >= 0 && next < counts.length; next += step)
    if (counts[next]! > 0) return { column: next, place: Math.min(place, counts[next]! - 1) }
  return null
}
