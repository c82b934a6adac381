import { expect, test } from 'vitest'
import { TwinClock } from './twin-clock.svelte.ts'

/** A clock whose pictures the test draws itself. */
function clockOf(pictureMilliseconds = 0) {
  let draw: ((now: number) => void) | null = null
  const clock = new TwinClock({
    nextFrame: (next) => {
      draw = next
      return 1
    },
    stopFrame: () => (draw = null),
    pictureMilliseconds: () => pictureMilliseconds,
  })
  clock.setSpan(1_000_000, 2_000_000)
  return { clock, frame: (now: number) => draw?.(now), isIdle: () => draw === null }
}

test('time passes as many times faster, and stands while it is paused', () => {
  const { clock, frame } = clockOf()
  clock.speed = 60
  clock.turn()
  frame(500)
  frame(1500)
  expect(clock.at).toBe(1_060_000)
  clock.turn()
  frame(2500)
  expect(clock.at).toBe(1_060_000)
})

test('it stops at the end of the day and begins again from there', () => {
  const { clock, frame, isIdle } = clockOf()
  clock.speed = 600
  clock.turn()
  frame(0)
  frame(10_000)
  expect(clock).toMatchObject({ at: 2_000_000, isPlaying: false })
  expect(isIdle()).toBe(true)
  clock.turn()
  expect(clock.at).toBe(1_000_000)
})

test('who wants no motion sees a picture a second', () => {
  const { clock, frame } = clockOf(1000)
  clock.speed = 30
  clock.turn()
  frame(0)
  frame(400)
  expect(clock.at).toBe(1_000_000)
  frame(1000)
  expect(clock.at).toBe(1_030_000)
})

test('it is put nowhere outside the day', () => {
  const { clock } = clockOf()
  clock.seek(5)
  expect(clock.at).toBe(1_000_000)
  clock.seek(9_000_000)
  expect(clock.at).toBe(2_000_000)
})
