import type { LonLat } from '@dromos/api/contract'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { standsStill, type Bounds } from '#lib/map/stage.svelte.ts'

/** what details cover on the right, and a little air on the other sides, in pixels */
const covered = { right: 392, left: 24, top: 24, bottom: 40 }
const leastZoom = 13
/** pixels beside the details in which something can still be shown */
const leastRoom = 240

/** Moves the map only when the place is not to be seen already, and puts it beside the details. */
export function bringIntoSight(map: MapLibreMap, place: LonLat): void {
  const { clientWidth: width, clientHeight: height } = map.getContainer()
  const { x, y } = map.project(place)
  const right = coveredRight(width)
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
    duration: standsStill() ? 0 : 400,
  })
}

/** The same for what lies within some bounds: all of it is to be seen. */
export function bringAllIntoSight(map: MapLibreMap, [west, south, east, north]: Bounds): void {
  const { clientWidth: width, clientHeight: height } = map.getContainer()
  const right = coveredRight(width)
  const [least, most] = [map.project([west, north]), map.project([east, south])]
  const isInSight =
    least.x > covered.left &&
    most.x < width - right &&
    least.y > covered.top &&
    most.y < height - covered.bottom &&
    // a route that is a dot is in sight and not seen
    Math.max((most.x - least.x) / width, (most.y - least.y) / height) > 0.25
  if (isInSight) return
  const box: [[number, number], [number, number]] = [
    [west, south],
    [east, north],
  ]
  map.fitBounds(box, {
    padding: { ...covered, right },
    maxZoom: 16,
    duration: standsStill() ? 0 : 400,
  })
}

/** On a narrow map the details leave no room beside them. */
function coveredRight(width: number): number {
  return width - covered.right >= leastRoom ? covered.right : covered.left
}
