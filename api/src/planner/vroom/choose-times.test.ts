import { expect, test } from 'vitest'
import { chooseTimes, type TimedPlace } from './choose-times.ts'

const place = (
  gapSeconds: number,
  windows: [number, number][] = [],
  more: Partial<TimedPlace> = {},
): TimedPlace => ({
  windows: windows.map(([startSeconds, endSeconds]) => ({ startSeconds, endSeconds })),
  least: -Infinity,
  most: Infinity,
  gapSeconds,
  workBeforeSeconds: 0,
  breaks: [],
  ...more,
})
const pause = (from: number, to: number) => ({
  windows: [{ startSeconds: from, endSeconds: to }],
  least: -Infinity,
  most: Infinity,
  serviceSeconds: 10,
})

test('with room for all, nothing is outside of its window and nobody waits who could leave later', () => {
  expect(chooseTimes([place(0, [[0, 1e6]]), place(100, [[500, 600]]), place(100)], 0)?.places).toEqual([
    400, 500, 600,
  ])
})

test('one comes early where that keeps more than one from coming late', () => {
  const route = [
    place(0, [[0, 1e6]]),
    place(10, [[500, 600]]),
    place(10, [[0, 100]]),
    place(10, [[0, 100]]),
    place(0),
  ]
  expect(chooseTimes(route, 0)?.places).toEqual([70, 80, 90, 100, 100])
})

test('between two windows the nearer one counts', () => {
  const route = [
    place(0, [[0, 1e6]], { least: 0, most: 0 }),
    place(
      0,
      [
        [0, 10],
        [100, 110],
      ],
      { least: 40, most: 40 },
    ),
    place(0),
  ]
  expect(chooseTimes(route, 0)?.places).toEqual([0, 40, 40])
})

test('a break lies on the way where its window is', () => {
  const route = [place(0, [[0, 0]]), place(110, [[0, 200]], { breaks: [pause(60, 70)] }), place(0)]
  expect(chooseTimes(route, 0)).toEqual({ places: [0, 110, 110], breaks: [[], [60], []] })
})

test('times asked for that cannot be met have no answer', () => {
  expect(chooseTimes([place(0), place(100, [], { most: 50 }), place(0)], 0)).toBeNull()
})
