import { m } from '#lib/paraglide/messages.js'

const names: Record<string, () => string> = {
  bucket: m.crew_need_bucket,
  cage: m.crew_need_cage,
  compactor: m.crew_need_compactor,
  crane: m.crew_need_crane,
  tipper: m.crew_need_tipper,
  'water-tank': m.crew_need_water_tank,
}

/** What any city's vehicles may have. */
export const knownFeatures: readonly string[] = Object.keys(names)

/** What a vehicle has; a city may know others than these. */
export function featureName(code: string): string {
  return names[code]?.() ?? code
}
