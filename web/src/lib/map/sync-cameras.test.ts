import { expect, test } from 'vitest'
import { syncCameras, type Followed } from './sync-cameras.ts'

/** A camera that tells of its moves as a map does, of those by `jumpTo` too: at once, or once it comes to it. */
function camera(lng: number, zoom: number, queue?: (() => void)[]) {
  const listeners = new Set<() => void>()
  let at = { center: { lng, lat: 38 }, zoom }
  let jumps = 0
  const tell = () => listeners.forEach((listener) => listener())
  const followed: Followed = {
    getCenter: () => at.center,
    getZoom: () => at.zoom,
    jumpTo(to) {
      jumps++
      at = to
      if (queue) queue.push(tell)
      else tell()
    },
    on: (_, listener) => listeners.add(listener),
    off: (_, listener) => listeners.delete(listener),
  }
  return { ...followed, at: () => [at.center.lng, at.zoom], jumps: () => jumps }
}

test('the second map begins where the first is, and each follows the other', () => {
  const [first, second] = [camera(23.6, 13), camera(0, 2)]
  syncCameras(first, second)
  expect(second.at()).toEqual([23.6, 13])
  first.jumpTo({ center: { lng: 23.7, lat: 38 }, zoom: 15 })
  expect(second.at()).toEqual([23.7, 15])
  second.jumpTo({ center: { lng: 23.5, lat: 38 }, zoom: 12 })
  expect(first.at()).toEqual([23.5, 12])
})

test('a map that follows does not lead back, and after the end neither follows', () => {
  const [first, second] = [camera(23.6, 13), camera(0, 2)]
  const end = syncCameras(first, second)
  expect([first.jumps(), second.jumps()]).toEqual([0, 1])
  end()
  first.jumpTo({ center: { lng: 1, lat: 38 }, zoom: 1 })
  second.jumpTo({ center: { lng: 2, lat: 38 }, zoom: 2 })
  expect([first.at(), second.at()]).toEqual([
    [1, 1],
    [2, 2],
  ])
})

test('maps that tell of their moves later do not send each other back and forth', () => {
  const queue: (() => void)[] = []
  const [first, second] = [camera(23.6, 13, queue), camera(0, 2, queue)]
  syncCameras(first, second)
  for (const lng of [23.61, 23.62, 23.63]) first.jumpTo({ center: { lng, lat: 38 }, zoom: 13 })
  for (let turns = 0; queue.length > 0; turns++) {
    expect(turns).toBeLessThan(20)
    queue.shift()!()
  }
  expect([first.at(), second.at()]).toEqual([
    [23.63, 13],
    [23.63, 13],
  ])
  // those by hand, and nothing besides
  expect(first.jumps()).toBe(3)
})
