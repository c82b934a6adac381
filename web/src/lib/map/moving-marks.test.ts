import { expect, test } from 'vitest'
import { beyond, placeNames } from './moving-marks.ts'

const lines = ['Crew 1', '20 s ago']

test('a name stands above its mark', () => {
  expect(placeNames([{ x: 100, y: 100, lines }], [])).toEqual(['above'])
})

test('names of marks that are side by side are told apart, and marks stay in sight', () => {
  const [first, second] = [
    { x: 100, y: 100, lines },
    { x: 130, y: 100, lines },
  ]
  expect(placeNames([first, second], [])).toEqual(['above', 'below'])
  expect(placeNames([first, { ...first, y: 76 }], [])).toEqual(['below', 'above'])
})

test('a name that has no room is left out, and comes back with room', () => {
  const heap = Array.from({ length: 9 }, () => ({ x: 100, y: 100, lines }))
  expect(placeNames(heap, [])).toEqual(['above', 'below', ...Array.from({ length: 7 }, () => null)])
  expect(
    placeNames(
      heap.map((mark, index) => ({ ...mark, x: 100 * index })),
      [],
    ),
  ).toEqual(heap.map(() => 'above'))
})

test('no name lies under what floats over the map', () => {
  const mark = { x: 100, y: 100, lines }
  const legend = { left: 0, top: 0, right: 200, bottom: 90 }
  expect(placeNames([mark], [legend])).toEqual(['below'])
  expect(placeNames([mark], [{ ...legend, bottom: 200 }])).toEqual([null])
})

test('a name stands inside of the map', () => {
  const edges = beyond(400, 300)
  expect(placeNames([{ x: 10, y: 150, lines }], edges)).toEqual(['right'])
  expect(placeNames([{ x: 200, y: 20, lines }], edges)).toEqual(['below'])
  expect(placeNames([{ x: 390, y: 150, lines }], edges)).toEqual(['left'])
})
