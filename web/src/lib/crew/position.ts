let last: { location: [number, number]; accuracyMeters: number; at: number } | undefined
let watch: number | undefined

const freshMilliseconds = 60_000

/**
 * Where the tablet was a moment ago, or nothing: a tap never waits for a position. Watching begins with the
 * first tap and ends with the page.
 */
export function lastPosition(): { location: [number, number]; accuracyMeters: number } | undefined {
  if (typeof navigator === 'undefined' || !navigator.geolocation) return undefined
  watch ??= navigator.geolocation.watchPosition(
    ({ coords }) => {
      last = {
        location: [coords.longitude, coords.latitude],
        accuracyMeters: Math.min(coords.accuracy, 100_000),
        at: Date.now(),
      }
    },
    () => {},
    { maximumAge: 30_000 },
  )
  if (!last || Date.now() - last.at > freshMilliseconds) return undefined
  return { location: last.location, accuracyMeters: last.accuracyMeters }
}
