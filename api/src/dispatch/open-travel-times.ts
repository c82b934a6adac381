import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { openTravelTimes as open, type TravelTimes } from '../roads/index.ts'

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
