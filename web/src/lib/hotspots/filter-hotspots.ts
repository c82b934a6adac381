import type { Hotspot } from '@dromos/api/contract'
import { saysAll } from '#lib/dispatch/search-key.ts'

interface Wanted {
  isLate: boolean
  areaId: number | null
  q: string
}

/** The hotspots a dispatcher asks for; services are chosen by the server already. */
export function filterHotspots(
  hotspots: readonly Hotspot[],
  { isLate, areaId, q }: Wanted,
  serviceName: (code: string) => string,
): Hotspot[] {
  return hotspots.filter(
    (hotspot) =>
      (!isLate || hotspot.overdueCount > 0) &&
      (areaId === null || hotspot.areaId === areaId) &&
      saysAll(`${hotspot.address ?? ''} ${serviceName(hotspot.serviceCode)}`, q),
  )
}
