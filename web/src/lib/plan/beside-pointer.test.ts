import { expect, test } from 'vitest'
import { abovePointer, besidePointer } from './beside-pointer.ts'

test('what goes with the pointer stands behind it, before it at the edge, and is never cut off', () => {
  expect(besidePointer(100, 200, 900)).toBe(114)
  expect(besidePointer(850, 90, 900)).toBe(746)
  // no room on either side
  expect(besidePointer(100, 300, 320)).toBe(8)
  for (let pointer = 0; pointer <= 900; pointer += 10) {
    const at = besidePointer(pointer, 150, 900)
    expect(at).toBeGreaterThanOrEqual(8)
    expect(at + 150).toBeLessThanOrEqual(892)
  }
})

test('what a finger carries stands above it, and beneath it only at the top of the screen', () => {
  expect(abovePointer(400, 60)).toBe(306)
  expect(abovePointer(80, 60)).toBe(114)
})
