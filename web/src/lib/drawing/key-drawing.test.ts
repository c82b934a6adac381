import type { LonLat } from '@dromos/api/contract'
import { beforeEach, expect, test } from 'vitest'
import { KeyDrawing, type News, type Shape } from './key-drawing.svelte.ts'

let ring: LonLat[] | null
let told: News[]
let done: { points: LonLat[]; isAdding: boolean }[]
let panned: [number, number]

beforeEach(() => {
  ;[ring, told, done, panned] = [null, [], [], [0, 0]]
})

/** On a flat ground of a thousand pixels, a pixel a degree, with its first row in the north. */
function drawing(shape: Shape): KeyDrawing {
  const made = new KeyDrawing({
    shape,
    ring: () => ring,
    ondone: (points, isAdding) => {
      done.push({ points, isAdding })
      if (shape === 'area') ring = points
    },
    onnews: (news) => told.push(news),
    ground: {
      toPixel: ([lon, lat]) => [lon - panned[0], -lat - panned[1]],
      toPlace: ([x, y]) => [x + panned[0], -(y + panned[1])],
      panBy: ([right, down]) => (panned = [panned[0] + right, panned[1] + down]),
      isOpen: ([x, y]) => x >= 0 && y >= 0 && x <= 1000 && y <= 1000,
    },
  })
  made.begin([500, -500])
  return made
}

const right = (pen: KeyDrawing, times = 1) => repeat(times, () => pen.move([1, 0], false))
const down = (pen: KeyDrawing, times = 1) => repeat(times, () => pen.move([0, 1], false))
const left = (pen: KeyDrawing, times = 1) => repeat(times, () => pen.move([-1, 0], false))
const up = (pen: KeyDrawing, times = 1) => repeat(times, () => pen.move([0, -1], false))
function repeat(times: number, act: () => void): void {
  for (let time = 0; time < times; time++) act()
}

function drawSquare(pen: KeyDrawing): void {
  pen.enter(false)
  for (const go of [right, down, left]) {
    go(pen, 4)
    pen.enter(false)
  }
}

test('arrows move the cross, with Shift by little steps', () => {
  const pen = drawing('point')
  right(pen)
  pen.move([0, 1], true)
  expect(pen.at).toEqual([524, -504])
  pen.enter(false)
  expect(done).toEqual([{ points: [[524, -504]], isAdding: false }])
})

test('at the edge the map goes on beneath the cross', () => {
  const pen = drawing('point')
  right(pen, 30)
  expect(panned[0]).toBeGreaterThan(0)
  expect(pen.at[0]).toBe(500 + 30 * 24)
  expect(pen.at[0] - panned[0]).toBeLessThanOrEqual(1000)
})

test('corners are set one by one, and the first again closes the area', () => {
  const pen = drawing('area')
  drawSquare(pen)
  expect(done).toEqual([])
  expect(pen.outline).toHaveLength(5)
  up(pen, 4)
  pen.enter(false)
  const corners = [
    [500, -500],
    [596, -500],
    [596, -596],
    [500, -596],
    [500, -500],
  ]
  expect(done).toEqual([{ points: corners, isAdding: false }])
  expect(told.map(({ kind }) => kind)).toEqual(['corner', 'corner', 'corner', 'corner', 'done'])
})

test('twice at the last corner closes it as well, once there are three', () => {
  const pen = drawing('area')
  pen.enter(false)
  pen.enter(false)
  expect(told.at(-1)).toEqual({ kind: 'few' })
  right(pen, 4)
  pen.enter(false)
  down(pen, 4)
  pen.enter(false)
  pen.enter(true)
  expect(done).toMatchObject([{ isAdding: true }])
})

test('the corner that was set last is taken back, and Escape gives all of them up', () => {
  const pen = drawing('area')
  drawSquare(pen)
  pen.back()
  expect(pen.corners).toHaveLength(3)
  expect(told.at(-1)).toEqual({ kind: 'taken back', count: 3 })
  expect(pen.escape()).toBe(true)
  expect(pen.corners).toEqual([])
  expect(pen.escape()).toBe(false)
})

test('an area that would cross itself is not closed', () => {
  const pen = drawing('area')
  pen.enter(false)
  right(pen, 4)
  down(pen, 4)
  pen.enter(false)
  up(pen, 4)
  pen.enter(false)
  left(pen, 4)
  down(pen, 4)
  pen.enter(false)
  pen.enter(false)
  expect(told.at(-1)).toEqual({ kind: 'crossing' })
  expect(done).toEqual([])
})

test('a box is two corners', () => {
  const pen = drawing('box')
  pen.enter(false)
  pen.enter(false)
  expect(told.at(-1)).toEqual({ kind: 'few' })
  right(pen, 2)
  down(pen)
  pen.enter(true)
  const points = [
    [500, -500],
    [548, -500],
    [548, -524],
    [500, -524],
    [500, -500],
  ]
  expect(done).toEqual([{ points, isAdding: true }])
})

test('a corner of an area is carried elsewhere, and put back by Escape', () => {
  const pen = drawing('area')
  ring = [
    [500, -500],
    [596, -500],
    [596, -596],
    [500, -596],
    [500, -500],
  ]
  pen.enter(false)
  expect(told.at(-1)).toEqual({ kind: 'held', number: 1 })
  left(pen)
  pen.enter(false)
  expect(ring).toEqual([
    [476, -500],
    [596, -500],
    [596, -596],
    [500, -596],
    [476, -500],
  ])
  pen.goTo(1)
  expect(pen.at).toEqual([596, -500])
  pen.enter(false)
  up(pen, 2)
  expect(pen.escape()).toBe(true)
  expect(pen.at).toEqual([596, -500])
  expect(pen.held).toBeNull()
  pen.goTo(-1)
  pen.goTo(-1)
  expect(pen.at).toEqual([500, -596])
})

test('a corner is not put down where the border would cross itself', () => {
  const pen = drawing('area')
  ring = [
    [500, -500],
    [596, -500],
    [596, -596],
    [500, -596],
    [500, -500],
  ]
  pen.enter(false)
  right(pen, 6)
  down(pen, 2)
  pen.enter(false)
  expect(told.at(-1)).toEqual({ kind: 'crossing' })
  expect(pen.held).toBe(0)
})

test('beside the corners Enter makes a new one on the nearest side, and Backspace removes one', () => {
  const pen = drawing('area')
  ring = [
    [500, -500],
    [596, -500],
    [596, -596],
    [500, -596],
    [500, -500],
  ]
  right(pen, 2)
  up(pen)
  pen.enter(false)
  expect(ring).toHaveLength(6)
  expect(ring[1]).toEqual([548, -476])
  pen.back()
  expect(ring).toHaveLength(5)
  pen.goTo(1)
  pen.back()
  expect(ring).toHaveLength(4)
  pen.goTo(1)
  pen.back()
  expect(told.at(-1)).toEqual({ kind: 'few' })
  expect(ring).toHaveLength(4)
})
