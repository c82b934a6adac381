import type { LonLat } from '@dromos/api/contract'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { wantsNoMotion } from '#lib/map/stage.svelte.ts'

/** what details cover on the right, and a little air on the other sides, in pixels */
const covered = { right: 392, left: 24, top: 24, bottom: 40 }
const leastZoom = 13

/** Moves the map only when the place is not to be seen already, and puts it beside the details. */
export function bringIntoSight(map: MapLibreMap, place: LonLat): void {
  const { clientWidth: width, clientHeight: height } = map.getContainer()
  const { x, y } = map.project(place)
  // on a narrow map the details leave no room beside them
  const right = width > 2 * covered.right ? covered.right : covered.left
  const isInSight =
    map.getZoom() >= leastZoom &&
    x > covered.left &&
    x < width - right &&
    y > covered.top &&
    y < height - covered.bottom
  if (isInSight) return
  map.easeTo({
    center: place,
    offset: [-right / 2, 0],
    zoom: Math.max(map.getZoom(), 15),
    duration: wantsNoMotion() ? 0 : 400,
  })
}
