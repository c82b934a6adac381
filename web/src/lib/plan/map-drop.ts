import type { Map as MapLibreMap, MapMouseEvent, PointLike } from 'maplibre-gl'
import { routeLineLayerId, routeStopLayerIds } from '#lib/map/route-layers.ts'
import { placeWithout, type DropTarget } from './drop-target.ts'
import type { FoundTask } from './find-task.ts'
import type { Planning } from './planning.svelte.ts'
import type { StopDrag } from './stop-drag.svelte.ts'

/** pixels around the pointer: a line is thinner than a hand is steady, and a finger wider than a stop */
const reach = { stop: 7, line: 10, finger: 12 }

/**
 * Stops are dragged from the map, and dropped on its stops, before which they go then, and routes, where they go to
 * the best place. Gives back the function that ends it.
 */
export function dragOnMap(map: MapLibreMap, planning: Planning, drag: StopDrag): () => void {
  const targetAt = (clientX: number, clientY: number) => targetOn(map, planning, drag, { clientX, clientY })

  function stopAt(x: number, y: number, pixels: number): FoundTask | null {
    const [first] = found(map, [x, y], pixels, routeStopLayerIds)
    return first ? planning.find(Number(first.properties.stopId)) : null
  }

  let touchedAt = -Infinity
  function press(event: MapMouseEvent): void {
    const { originalEvent, point } = event
    if (!planning.canChange || originalEvent.button !== 0) return
    // a finger is told of as a mouse too, once it is gone
    if (originalEvent.timeStamp - touchedAt < 1000) return
    const stop = stopAt(point.x, point.y, 1)
    if (!stop) return
    // the map stays where it is under a stop that is dragged
    event.preventDefault()
    void drag.warm()
    drag.press(originalEvent, stop)
  }

  /** A finger that rests on a stop lifts it; one that moves on moves the map. */
  function touch(event: PointerEvent): void {
    if (event.pointerType !== 'touch') return
    touchedAt = event.timeStamp
    if (!planning.canChange || !event.isPrimary) return
    const box = map.getContainer().getBoundingClientRect()
    const stop = stopAt(event.clientX - box.left, event.clientY - box.top, reach.finger)
    if (!stop) return
    void drag.warm()
    drag.press(event, stop, (isHeld) => {
      for (const way of [map.dragPan, map.touchZoomRotate]) {
        if (isHeld) way.disable()
        else way.enable()
      }
    })
  }

  const canvas = map.getCanvasContainer()
  drag.onMap = targetAt
  map.on('mousedown', press)
  canvas.addEventListener('pointerdown', touch)
  return () => {
    drag.onMap = null
    map.off('mousedown', press)
    canvas.removeEventListener('pointerdown', touch)
  }
}

/** What lies there to be dropped on: a stop, or a route. */
function targetOn(
  map: MapLibreMap,
  planning: Planning,
  { taskIds }: Pick<StopDrag, 'taskIds'>,
  { clientX, clientY }: { clientX: number; clientY: number },
): DropTarget | null {
  const box = map.getContainer().getBoundingClientRect()
  const at: [number, number] = [clientX - box.left, clientY - box.top]
  for (const { properties } of found(map, at, reach.stop, routeStopLayerIds)) {
    const stop = planning.find(Number(properties.stopId))
    if (!stop || stop.crewId === null || taskIds.includes(stop.taskId)) continue
    return { crewId: stop.crewId, place: placeWithout(planning, stop.crewId, stop.place, taskIds) }
  }
  const [line] = found(map, at, reach.line, [routeLineLayerId])
  return line ? { crewId: Number(line.properties.routeId) } : null
}

function found(map: MapLibreMap, [x, y]: [number, number], pixels: number, layers: string[]) {
  const box: [PointLike, PointLike] = [
    [x - pixels, y - pixels],
    [x + pixels, y + pixels],
  ]
  return map.queryRenderedFeatures(box, { layers: layers.filter((layer) => map.getLayer(layer)) })
}
