export type Trend = 'rising' | 'falling' | 'steady'

/** Reports of the last 7 days against the 7 before; a difference of one is no trend. */
export function trendOf(hotspot: { receivedLast7Days: number; receivedPrevious7Days: number }): Trend {
  const change = hotspot.receivedLast7Days - hotspot.receivedPrevious7Days
  if (Math.abs(change) <= 1) return 'steady'
  return change > 0 ? 'rising' : 'falling'
}
