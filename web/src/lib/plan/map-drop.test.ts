import type { Map as MapLibreMap } from 'maplibre-gl'
import { expect, test } from 'vitest'
import { dragOnMap } from './map-drop.ts'
import type { Planning } from './planning.svelte.ts'
import type { StopDrag } from './stop-drag.svelte.ts'

const stops = [
  { taskId: 11, crewId: 1, place: 0, title: 'one' },
  { taskId: 12, crewId: 1, place: 1, title: 'two' },
  { taskId: 21, crewId: 2, place: 0, title: 'three' },
]

/** A map with stops at 10, 20 and 30 across and crew 2's route at 60, and what is dragged over it. */
function mapWith(taskIds: number[], canChange = true) {
  const heard: Record<string, (event: object) => void> = {}
  const pressed: unknown[] = []
  const canvas = new EventTarget()
  const held: string[] = []
  let hold = (_isHeld: boolean) => {}
  const map = {
    getContainer: () => ({ getBoundingClientRect: () => ({ left: 100, top: 50 }) }),
    getCanvasContainer: () => canvas,
    dragPan: { disable: () => held.push('pan'), enable: () => held.push('pan again') },
    touchZoomRotate: { disable: () => held.push('zoom'), enable: () => held.push('zoom again') },
    getLayer: () => true,
    queryRenderedFeatures([[from], [to]]: [[number, number], [number, number]], given: { layers: string[] }) {
      if (given.layers.includes('routes-line'))
        return from <= 60 && 60 <= to ? [{ properties: { routeId: 2 } }] : []
      return stops
        .filter((_, index) => from <= 10 * (index + 1) && 10 * (index + 1) <= to)
        .map(({ taskId, crewId }) => ({ properties: { stopId: taskId, routeId: crewId } }))
    },
    on: (kind: string, listener: (event: object) => void) => (heard[kind] = listener),
    off: (kind: string) => delete heard[kind],
  } as unknown as MapLibreMap
  const planning = {
    canChange,
    find: (taskId: number) => stops.find((stop) => stop.taskId === taskId) ?? null,
  } as unknown as Planning
  const drag = {
    taskIds,
    onMap: null as StopDrag['onMap'],
    warm: async () => {},
    press: (_: unknown, task: unknown, holding?: typeof hold) => {
      pressed.push(task)
      hold = holding ?? hold
    },
  }
  const end = dragOnMap(map, planning, drag as unknown as StopDrag)
  const press = (x: number, button = 0, timeStamp = 5000) => {
    let isHeld = false
    heard.mousedown?.({
      originalEvent: { button, timeStamp },
      point: { x, y: 0 },
      preventDefault: () => (isHeld = true),
    })
    return isHeld
  }
  const touch = (x: number, timeStamp = 0) => {
    const down = new Event('pointerdown')
    Object.defineProperty(down, 'timeStamp', { value: timeStamp })
    canvas.dispatchEvent(
      Object.assign(down, { pointerType: 'touch', isPrimary: true, clientX: 100 + x, clientY: 50 }),
    )
  }
  return {
    drag,
    pressed,
    press,
    touch,
    held,
    hold: (on: boolean) => hold(on),
    end,
    heard,
    at: (x: number) => drag.onMap!(100 + x, 50),
  }
}

test('over a stop its place is meant, over a route its best place, over neither nothing', () => {
  const { at } = mapWith([21])
  expect(at(20)).toEqual({ crewId: 1, place: 1 })
  expect(at(60)).toEqual({ crewId: 2 })
  expect(at(200)).toBeNull()
  // it is not dropped on itself
  expect(at(30)).toBeNull()
})

test('places are counted without what is moved', () => {
  expect(mapWith([11]).at(20)).toEqual({ crewId: 1, place: 0 })
})

test('a stop is picked up from the map, which stays; beside a stop, or where nothing may change, the map moves', () => {
  const map = mapWith([])
  expect(map.press(10)).toBe(true)
  expect(map.pressed).toMatchObject([{ taskId: 11, title: 'one' }])
  expect([map.press(200), map.press(10, 2)]).toEqual([false, false])
  expect(mapWith([], false).press(10)).toBe(false)
  map.end()
  expect([map.drag.onMap, map.heard.mousedown]).toEqual([null, undefined])
})

test('a finger presses a stop that it is near to, and the map stays only while it carries it', () => {
  const map = mapWith([])
  map.touch(200)
  map.touch(45)
  expect(map.pressed).toEqual([])
  map.touch(38)
  expect(map.pressed).toMatchObject([{ taskId: 21 }])
  expect(map.held).toEqual([])
  map.hold(true)
  map.hold(false)
  expect(map.held).toEqual(['pan', 'zoom', 'pan again', 'zoom again'])
})

test('the mouse that a finger is told as afterwards presses nothing', () => {
  const map = mapWith([])
  map.touch(200, 4900)
  expect(map.press(10, 0, 5000)).toBe(false)
  expect(map.press(10, 0, 6000)).toBe(true)
})
