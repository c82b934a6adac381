import { expect, test } from 'vitest'
import { edgeSpeed } from './edge-scroll.ts'

test('in the middle and outside nothing scrolls', () => {
  expect([edgeSpeed(250, 0, 500), edgeSpeed(-1, 0, 500), edgeSpeed(501, 0, 500)]).toEqual([0, 0, 0])
})

test('the nearer to an edge, the faster it scrolls towards it', () => {
  expect(edgeSpeed(2, 0, 500)).toBeLessThan(edgeSpeed(30, 0, 500))
  expect(edgeSpeed(498, 0, 500)).toBeGreaterThan(edgeSpeed(470, 0, 500))
  expect([Math.sign(edgeSpeed(30, 0, 500)), Math.sign(edgeSpeed(470, 0, 500))]).toEqual([-1, 1])
})

test('a short list has a middle too', () => {
  expect(edgeSpeed(30, 0, 60)).toBe(0)
})
