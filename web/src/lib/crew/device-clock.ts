/** a round trip longer than this says too little of when the city answered */
const longestTripMs = 5_000

/**
 * How far this device's clock is ahead of the city's, in milliseconds, from one answer: the city's time against
 * the middle of the round trip. Nothing when the trip was too long, or the clock was set during it.
 */
export function measureOffset(askedAt: number, answeredAt: number, cityAt: string): number | undefined {
  const trip = answeredAt - askedAt
  if (trip < 0 || trip > longestTripMs) return undefined
  return Math.round(askedAt + trip / 2 - Date.parse(cityAt))
}
