import type { TravelTimes } from '../travel-times.ts'
import { createEstimate } from './estimate.ts'
import { createOsrm } from './osrm.ts'
import { createRoads } from './roads.ts'

/**
 * The provider that a setting names: `roads` (on the graph file), `osrm:URL` or `estimate`. Throws on
 * anything else.
 */
export function openTravelTimes(setting: string, graphFile: string): TravelTimes {
  if (setting === 'roads') return createRoads(graphFile)
  if (setting === 'estimate') return createEstimate()
  if (/^osrm:https?:\/\//.test(setting)) return createOsrm(setting.slice('osrm:'.length))
  throw new Error(`travel times come from 'roads', 'estimate' or 'osrm:URL', not from '${setting}'`)
}
