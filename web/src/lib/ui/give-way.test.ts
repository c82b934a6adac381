import fc from 'fast-check'
import { expect, test } from 'vitest'
import { movedBy, overlaps, type Box } from './box.ts'
import { giveWay } from './give-way.ts'

const legend = { left: 494, top: 700, right: 690, bottom: 880 }
const details = { left: 1060, top: 12, right: 1428, bottom: 868 }
/** in the middle of a window of 1440 */
const message = (wide: number) => ({ left: 720 - wide / 2, top: 840, right: 720 + wide / 2, bottom: 884 })

test('a message that covers nothing stays where it is', () => {
  expect(giveWay(message(400), [], { left: 0, right: 1440 })).toEqual({ x: 0, y: 0 })
  expect(giveWay(message(40), [legend, details], { left: 0, right: 1440 })).toEqual({ x: 0, y: 0 })
})

test('a message stands beside a legend, or above it where something else stands beside', () => {
  expect(giveWay(message(500), [legend], { left: 0, right: 1440 })).toEqual({ x: 690 + 12 - 470, y: 0 })
  expect(giveWay(message(500), [legend, details], { left: 0, right: 1440 })).toEqual({
    x: 0,
    y: 700 - 12 - 884,
  })
  // a window that is too narrow for both
  expect(giveWay(message(500), [legend], { left: 0, right: 1180 })).toEqual({ x: 0, y: 700 - 12 - 884 })
})

test('a message goes up rather than over the list beside the map', () => {
  const list = { left: 482, right: 1440 }
  const wide = { left: 640, top: 700, right: 980, bottom: 880 }
  expect(giveWay(message(500), [wide, details], { left: 0, right: 1440 })).toEqual({
    x: 640 - 12 - 970,
    y: 0,
  })
  expect(giveWay(message(500), [wide, details], list)).toEqual({ x: 0, y: 700 - 12 - 884 })
})

test('a message rises above all that stands along the foot of a phone', () => {
  const [foot, bar] = [
    { left: 0, top: 794, right: 390, bottom: 844 },
    { left: 0, top: 740, right: 390, bottom: 794 },
  ]
  const low = { left: 29, top: 784, right: 361, bottom: 828 }
  expect(giveWay(low, [foot, bar], { left: 0, right: 390 })).toEqual({ x: 0, y: 740 - 12 - 828 })
})

test('no message rises to the top of the window: it lies over what is too high', () => {
  const whole = { left: 0, top: 100, right: 1440, bottom: 880 }
  expect(giveWay(message(500), [whole], { left: 0, right: 1440 })).toEqual({ x: 0, y: 0 })
})

test('a message that moves covers nothing then', () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 1400 }), fc.integer({ min: 20, max: 500 }))
  const box = fc.tuple(span, span).map(([[left, wide], [top, high]]): Box => ({
    ...{ left, top, right: left + wide, bottom: top + high },
  }))
  fc.assert(
    fc.property(fc.array(box, { maxLength: 4 }), fc.integer({ min: 40, max: 560 }), (kept, wide) => {
      const { x, y } = giveWay(message(wide), kept, { left: 0, right: 1440 })
      const moved = movedBy(message(wide), x, y)
      if (x !== 0 || y !== 0) expect(kept.some((each) => overlaps(each, moved))).toBe(false)
    }),
  )
})
