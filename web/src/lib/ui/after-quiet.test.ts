import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { afterQuiet } from './after-quiet.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('many calls are one, after a pause', () => {
  const work = vi.fn()
  const call = afterQuiet(work, { pause: 100, longest: 1000 })
  for (let turn = 0; turn < 5; turn += 1) {
    call()
    vi.advanceTimersByTime(50)
  }
  expect(work).not.toHaveBeenCalled()
  vi.advanceTimersByTime(50)
  expect(work).toHaveBeenCalledOnce()
})

test('calls that never pause are still answered in time', () => {
  const work = vi.fn()
  const call = afterQuiet(work, { pause: 100, longest: 300 })
  for (let turn = 0; turn < 20; turn += 1) {
    call()
    vi.advanceTimersByTime(50)
  }
  expect(work.mock.calls.length).toBeGreaterThanOrEqual(3)
})

test('once stopped it stays quiet', () => {
  const work = vi.fn()
  const call = afterQuiet(work)
  call()
  call.stop()
  vi.advanceTimersByTime(5000)
  expect(work).not.toHaveBeenCalled()
})
