import type { LonLat, Route } from '@dromos/api/contract'
import { decode } from '@googlemaps/polyline-codec'

/** Decimals of the degrees in a route's polyline. */
const decimals = 6
const lines = new WeakMap<object, LonLat[] | null>()

/** The way of a route along the streets, read when it is first asked for; null where nobody has looked for it. */
export function lineOf(route: Pick<Route, 'polyline'>): LonLat[] | null {
  const known = lines.get(route)
  if (known !== undefined) return known
  const line = route.polyline === null ? null : lonLats(route.polyline)
  lines.set(route, line)
  return line
}

function lonLats(polyline: string): LonLat[] {
  return decode(polyline, decimals).map(([lat, lon]): LonLat => [lon, lat])
}
