import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { openTravelTimes as open, type Profile, type TravelTimes } from '../roads/index.ts'

const opened = new Map<string, TravelTimes>()

/** Travel times as configured, once a process; on the road graph again when it was built anew. */
export function openTravelTimes({
  dataDirectory,
  travelTimes,
}: Pick<Config, 'dataDirectory' | 'travelTimes'>): TravelTimes {
  const graphFile = join(dataDirectory, 'roads.graph')
  const isMissing = travelTimes === 'roads' && !existsSync(graphFile)
  const setting = isMissing ? 'estimate' : travelTimes
  const key = setting === 'roads' ? `${graphFile} ${statSync(graphFile).mtimeMs}` : setting
  let known = opened.get(key)
  if (!known) opened.set(key, (known = open(setting, graphFile)))
  return known
}

const profiles: Profile[] = ['van', 'truck', 'foot']

/** Reads and weighs the streets for every kind of vehicle: whoever asks first does not wait for it. */
export async function warmTravelTimes(config: Parameters<typeof openTravelTimes>[0]): Promise<void> {
  const travelTimes = openTravelTimes(config)
  if (travelTimes.name !== 'roads') return
  for (const profile of profiles) await travelTimes.matrix([], { profile, band: 'day' })
}
