import type { PlanVersionDetail } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { chooseByClick, chooseByKey, ChosenStops } from './chosen-stops.svelte.ts'

const stops = (...taskIds: number[]) => [
  { kind: 'start', taskId: null },
  ...taskIds.map((taskId) => ({ kind: 'task', taskId })),
]
const version = {
  routes: [
    { crewId: 1, stops: stops(11, 12, 13, 14) },
    { crewId: 2, stops: stops(21, 22) },
  ],
  unassigned: [{ taskId: 31 }],
} as unknown as PlanVersionDetail
const plain = { ctrlKey: false, metaKey: false, shiftKey: false }

test('stops are chosen one by one or from one to another of a crew, and go in the order of the plan', () => {
  const chosen = new ChosenStops()
  expect(chooseByClick({ chosen, detail: { value: version }, canChange: true }, 13, plain)).toBe(false)
  expect(
    chooseByClick({ chosen, detail: { value: version }, canChange: true }, 13, { ...plain, ctrlKey: true }),
  ).toBe(true)
  chooseByClick({ chosen, detail: { value: version }, canChange: true }, 11, { ...plain, shiftKey: true })
  const past = { chosen, detail: { value: version }, canChange: false }
  expect(chooseByClick(past, 12, { ...plain, ctrlKey: true })).toBe(false)
  chosen.turn(12)
  chosen.turn(31)
  chosen.turn(22)
  expect(chosen.inOrder(version)).toEqual([11, 13, 22, 31])
  // another crew's stops are not in between
  chosen.extendTo(version, 14)
  expect(chosen.inOrder(version)).toEqual([11, 13, 14, 22, 31])
})

test('a chosen stop takes the others along, another one goes alone', () => {
  const chosen = new ChosenStops()
  chosen.turn(21)
  chosen.turn(11)
  expect(chosen.along(version, 21)).toEqual([11, 21])
  expect(chosen.along(version, 12)).toEqual([12])
  // what is no longer in the plan does not go along
  const { routes, unassigned } = version
  expect(chosen.along({ routes: routes.slice(1), unassigned }, 21)).toEqual([21])
  chosen.clear()
  expect(chosen.along(version, 21)).toEqual([21])
})

test('Space chooses, with Shift from the one chosen last; Escape ends it, and a drag before it', () => {
  const chosen = new ChosenStops()
  let handled = 0
  const press = (taskId: number, key: string, shiftKey = false, isDragging = false): void => {
    const event = { key, shiftKey, preventDefault: () => handled++, stopPropagation: () => {} }
    chooseByKey({ chosen, detail: { value: version }, canChange: true }, taskId, event, isDragging)
  }
  press(11, ' ')
  press(13, ' ', true)
  expect(chosen.inOrder(version)).toEqual([11, 12, 13])
  press(12, ' ')
  press(12, 'Enter')
  press(12, 'Escape', false, true)
  expect(chosen.inOrder(version)).toEqual([11, 13])
  press(12, 'Escape')
  expect(chosen.inOrder(version)).toEqual([])
  expect(handled).toBe(4)
})

test('ending a choice of nothing is no change: nothing that shows stops is drawn again', () => {
  const chosen = new ChosenStops()
  const before = chosen.ids
  chosen.clear()
  expect(chosen.ids).toBe(before)
  chosen.turn(11)
  chosen.clear()
  expect(chosen.ids.size).toBe(0)
})
