import type { Hotspot } from '@dromos/api/contract'
import { filterHotspots } from '#lib/hotspots/filter-hotspots.ts'
import type { Dispatch } from './dispatch.svelte.ts'
import type { View } from './view.ts'

/** The hotspots that list and map show alike. */
export function shownHotspots(dispatch: Dispatch, view: View): Hotspot[] {
  return filterHotspots(dispatch.hotspots.value ?? [], view, (code) => dispatch.city.serviceName(code))
}
