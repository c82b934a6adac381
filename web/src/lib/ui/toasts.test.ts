import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { toasts } from './toasts.svelte.ts'

beforeEach(() => {
  vi.useFakeTimers()
  // of the files before, with which it shares a thread
  toasts.list = []
})
afterEach(() => void vi.useRealTimers())

const told = () => toasts.list.map(({ text }) => text)

test('a message leaves by itself, but not while somebody is at it; an error stays until it is dismissed', () => {
  toasts.show({ kind: 'ok', text: 'Moved' })
  toasts.show({ kind: 'ok', text: 'Undo?' })
  toasts.show({ kind: 'late', text: 'Refused' })
  const held = toasts.list[1]!.id
  toasts.hold(held, true)
  vi.advanceTimersByTime(20_000)
  expect(told()).toEqual(['Undo?', 'Refused'])
  toasts.hold(held, false)
  expect(told()).toEqual(['Undo?', 'Refused'])
  vi.advanceTimersByTime(2000)
  expect(told()).toEqual(['Refused'])
  toasts.dismiss(toasts.list[0]!.id)
  expect(told()).toEqual([])
})
