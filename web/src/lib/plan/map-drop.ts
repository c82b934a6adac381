import type { Map as MapLibreMap, MapMouseEvent, PointLike } from 'maplibre-gl'
import { routeLineLayerId, routeStopLayerIds } from '#lib/map/route-layers.ts'
import { placeWithout, type DropTarget } from './drop-target.ts'
import type { Planning } from './planning.svelte.ts'
import type { StopDrag } from './stop-drag.svelte.ts'

/** pixels around the pointer: a line is thinner than a hand is steady */
const reach = { stop: 7, line: 10 }

/**
 * Stops are dragged from the map, and dropped on its stops, before which they go then, and routes, where they go to
 * the best place. Gives back the function that ends it.
 */
export function dragOnMap(map: MapLibreMap, planning: Planning, drag: StopDrag): () => void {
  const found = (x: number, y: number, pixels: number, layers: string[]) => {
    const box: [PointLike, PointLike] = [
      [x - pixels, y - pixels],
      [x + pixels, y + pixels],
    ]
    return map.queryRenderedFeatures(box, { layers: layers.filter((layer) => map.getLayer(layer)) })
  }

  function targetAt(clientX: number, clientY: number): DropTarget | null {
    const box = map.getContainer().getBoundingClientRect()
    const [x, y] = [clientX - box.left, clientY - box.top]
    for (const { properties } of found(x, y, reach.stop, routeStopLayerIds)) {
      const stop = planning.find(Number(properties.stopId))
      if (!stop || stop.crewId === null || drag.taskIds.includes(stop.taskId)) continue
      return {
        crewId: stop.crewId,
        place: placeWithout(planning, stop.crewId, stop.place, drag.taskIds),
      }
    }
    const [line] = found(x, y, reach.line, [routeLineLayerId])
    return line ? { crewId: Number(line.properties.routeId) } : null
  }

  function press(event: MapMouseEvent): void {
    const { originalEvent, point } = event
    if (!planning.canChange || originalEvent.button !== 0) return
    const [first] = found(point.x, point.y, 1, routeStopLayerIds)
    const stop = first && planning.find(Number(first.properties.stopId))
    if (!stop) return
    // the map stays where it is under a stop that is dragged
    event.preventDefault()
    void drag.warm()
    drag.press(originalEvent, stop)
  }

  drag.onMap = targetAt
  map.on('mousedown', press)
  return () => {
    drag.onMap = null
    map.off('mousedown', press)
  }
}
