import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followPress } from './follow-press.ts'

// what the window hears, without a browser
const told = new EventTarget()
const at = (kind: string, clientX: number, more: object = {}) =>
  told.dispatchEvent(
    Object.assign(new Event(kind, { cancelable: true }), { clientX, clientY: 0, isPrimary: true }, more),
  )

let done: string[]

beforeEach(() => {
  done = []
  vi.useFakeTimers()
  vi.stubGlobal('addEventListener', told.addEventListener.bind(told))
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function press(pointerType: 'mouse' | 'touch'): void {
  followPress({ clientX: 100, clientY: 0, pointerType } as unknown as PointerEvent, {
    lift: () => done.push('lift'),
    move: ({ clientX }) => done.push(`to ${clientX}`),
    drop: (hasMoved) => done.push(hasMoved ? 'drop' : 'tap'),
    cancel: () => done.push('cancel'),
  })
}

test('a mouse lifts what it moves, and a click lifts nothing', () => {
  press('mouse')
  at('pointermove', 103)
  expect(done).toEqual([])
  at('pointermove', 110)
  at('pointerup', 110)
  at('pointermove', 120)
  expect(done).toEqual(['lift', 'to 110', 'drop'])
  done = []
  press('mouse')
  at('pointerup', 101)
  expect(done).toEqual(['cancel'])
})

test('a finger that swipes scrolls, and lifts nothing', () => {
  press('touch')
  at('pointermove', 120)
  vi.advanceTimersByTime(2000)
  at('pointermove', 140)
  expect(done).toEqual(['cancel'])
})

test('a finger that rests lifts what is under it, and carries it', () => {
  press('touch')
  at('pointermove', 104)
  vi.advanceTimersByTime(400)
  expect(done).toEqual(['lift'])
  at('pointermove', 160)
  at('pointerup', 160)
  expect(done).toEqual(['lift', 'to 160', 'drop'])
})

test('a finger that rests and is taken away again has moved nothing', () => {
  press('touch')
  vi.advanceTimersByTime(400)
  at('pointermove', 103)
  at('pointerup', 103)
  expect(done).toEqual(['lift', 'tap'])
})

test.each([
  ['Escape', () => at('keydown', 0, { key: 'Escape' })],
  ['a second finger', () => at('pointerdown', 0, { isPrimary: false })],
  ['a scroll that the browser began', () => at('pointercancel', 0)],
])('%s gives it up', (_, act) => {
  press('touch')
  vi.advanceTimersByTime(400)
  act()
  at('pointermove', 200)
  expect(done).toEqual(['lift', 'cancel'])
})

test('what a second finger does moves nothing', () => {
  press('touch')
  vi.advanceTimersByTime(400)
  at('pointermove', 300, { isPrimary: false })
  at('pointerup', 300, { isPrimary: false })
  expect(done).toEqual(['lift'])
})
