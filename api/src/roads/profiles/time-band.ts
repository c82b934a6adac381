/** Parts of the day with their own speeds. */
export const TIME_BANDS = ['night', 'day', 'peak'] as const
export type TimeBand = (typeof TIME_BANDS)[number]

const HOUR = 3600

/** The band at a time of day, in seconds since local midnight. */
export function timeBandAt(secondsOfDay: number): TimeBand {
  const seconds = ((secondsOfDay % (24 * HOUR)) + 24 * HOUR) % (24 * HOUR)
  if (seconds < 6 * HOUR || seconds >= 22 * HOUR) return 'night'
  if (seconds >= 7.5 * HOUR && seconds < 10 * HOUR) return 'peak'
  if (seconds >= 14 * HOUR && seconds < 18 * HOUR) return 'peak'
  return 'day'
}
