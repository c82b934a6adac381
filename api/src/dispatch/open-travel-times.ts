import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createEstimate } from '../roads/providers/estimate.ts'
import { createRoads } from '../roads/providers/roads.ts'
import type { TravelTimes } from '../roads/travel-times.ts'

const opened = new Map<string, { builtAt: number; travelTimes: TravelTimes }>()
const estimate = createEstimate()

/** Travel times on the road graph of the data folder, once a process and again when it was built anew. */
export function openTravelTimes({ dataDirectory }: { dataDirectory: string }): TravelTimes {
  const file = join(dataDirectory, 'roads.graph')
  if (!existsSync(file)) return estimate
  const builtAt = statSync(file).mtimeMs
  const known = opened.get(file)
  if (known?.builtAt === builtAt) return known.travelTimes
  const travelTimes = createRoads(file)
  opened.set(file, { builtAt, travelTimes })
  return travelTimes
}
