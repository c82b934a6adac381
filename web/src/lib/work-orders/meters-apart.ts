import type { LonLat } from '@dromos/api/contract'

const metersPerDegree = 111_320

/** Near enough for places of one city. */
export function metersApart([lon, lat]: LonLat, [otherLon, otherLat]: LonLat): number {
  const narrow = Math.cos((lat * Math.PI) / 180)
  return Math.round(Math.hypot((otherLon - lon) * narrow, otherLat - lat) * metersPerDegree)
}
