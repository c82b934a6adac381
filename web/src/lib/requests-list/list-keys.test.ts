import { expect, test } from 'vitest'
import { listAction } from './list-keys.ts'

function press(key: string, more: Partial<KeyboardEvent> = {}) {
  return { key, shiftKey: false, ctrlKey: false, metaKey: false, ...more }
}

test('arrows move one row and stop at the ends', () => {
  expect(listAction(press('ArrowDown'), 3, 10)).toEqual({ do: 'move', to: 4, isExtending: false })
  expect(listAction(press('ArrowUp'), 0, 10)).toEqual({ do: 'move', to: 0, isExtending: false })
  expect(listAction(press('End'), 0, 10)).toEqual({ do: 'move', to: 9, isExtending: false })
  expect(listAction(press('PageDown'), 5, 10)).toEqual({ do: 'move', to: 9, isExtending: false })
})

test('shift extends the choice', () => {
  expect(listAction(press('ArrowDown', { shiftKey: true }), 0, 3)).toEqual({
    do: 'move',
    to: 1,
    isExtending: true,
  })
})

test('all is chosen by control and a, on a Greek keyboard too', () => {
  expect(listAction(press('a', { ctrlKey: true }), 0, 3)).toEqual({ do: 'choose-all' })
  expect(listAction(press('α', { metaKey: true }), 0, 3)).toEqual({ do: 'choose-all' })
  expect(listAction(press('a'), 0, 3)).toBeNull()
})
