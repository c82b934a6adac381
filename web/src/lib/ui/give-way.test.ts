import { expect, test } from 'vitest'
import { giveWay } from './give-way.ts'

const legend = { left: 494, top: 700, right: 690, bottom: 880 }
const details = { left: 1060, top: 12, right: 1428, bottom: 868 }
/** in the middle of a window of 1440 */
const message = (wide: number) => ({
  left: 720 - wide / 2,
  top: 840,
  right: 720 + wide / 2,
  bottom: 884,
})

test('a message that covers nothing stays where it is', () => {
  expect(giveWay(message(400), [], 1440)).toEqual({ x: 0, y: 0 })
  expect(giveWay(message(40), [legend, details], 1440)).toEqual({ x: 0, y: 0 })
})

test('a message stands beside a legend, or above it where something else stands beside', () => {
  expect(giveWay(message(500), [legend], 1440)).toEqual({ x: 690 + 12 - 470, y: 0 })
  expect(giveWay(message(500), [legend, details], 1440)).toEqual({ x: 0, y: 700 - 12 - 884 })
  // a window that is too narrow for both
  expect(giveWay(message(500), [legend], 1180)).toEqual({ x: 0, y: 700 - 12 - 884 })
})

test('no message rises to the top of the window: it lies over what is too high', () => {
  const high = { ...legend, top: 100 }
  expect(giveWay(message(500), [high, details], 1440)).toEqual({ x: 0, y: 0 })
})
