import { expect, test } from 'vitest'
import { divergingClasses, heatColour, sequentialClasses } from './heat-classes.ts'

const hundred = Array.from({ length: 100 }, (_, index) => index + 1)

test('classes follow each other without a gap from the least to the most', () => {
  const classes = sequentialClasses(hundred, 'light', 5)
  expect(classes.map(({ from, to }) => [from, to])).toEqual([
    [1, 21],
    [21, 41],
    [41, 61],
    [61, 81],
    [81, 100],
  ])
})

test('values that repeat make fewer classes, never empty ones', () => {
  const classes = sequentialClasses([0, 0, 0, 0, 0, 0, 0, 3], 'light', 5)
  expect(classes.map(({ from, to }) => [from, to])).toEqual([[0, 3]])
  expect(sequentialClasses([], 'dark')).toEqual([])
})

test('every known value has the colour of its class, both ends included', () => {
  const classes = sequentialClasses(hundred, 'dark', 7)
  expect(heatColour(1, classes)).toBe(classes[0].colour)
  expect(heatColour(100, classes)).toBe(classes[6].colour)
  for (const value of hundred) {
    const own = classes.find(({ from, to }) => value >= from && (value < to || to === 100))
    expect(heatColour(value, classes)).toBe(own?.colour)
  }
})

test('unknown has no colour, zero has one', () => {
  const classes = sequentialClasses([0, 5, 10], 'light', 3)
  expect(heatColour(null, classes)).toBeNull()
  expect(heatColour(Number.NaN, classes)).toBeNull()
  expect(heatColour(0, classes)).toBe(classes[0].colour)
})

test('differences are classed alike on both sides of zero', () => {
  const classes = divergingClasses([-40, -3, 0, 12, 18], 'light', 5)
  const middle = classes[2]
  expect(middle.from).toBe(-middle.to)
  expect(classes[0].from).toBe(-classes[4].to)
  expect(classes[0].from).toBeLessThanOrEqual(-40)
  expect(new Set(classes.map(({ colour }) => colour)).size).toBe(5)
})
