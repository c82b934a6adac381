import type { LonLat } from '@dromos/api/contract'

const metersPerDegree = 111_195

/** Metres between two places of one city, as the crow flies. */
export function distanceMeters([lon, lat]: LonLat, [otherLon, otherLat]: LonLat): number {
  const width = Math.cos((((lat + otherLat) / 2) * Math.PI) / 180)
  return Math.hypot((lon - otherLon) * width, lat - otherLat) * metersPerDegree
}
