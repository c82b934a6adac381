import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { atRest, followHands, stir, stirring } from './rest.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Milliseconds until the page is at rest. */
async function whenAtRest(longest?: number): Promise<number> {
  const asked = performance.now()
  const rest = atRest(longest).then(() => performance.now() - asked)
  await vi.runAllTimersAsync()
  return rest
}

test('a page that nobody uses is at rest at once', async () => {
  vi.advanceTimersByTime(1000)
  expect(await whenAtRest()).toBe(0)
})

test('a hand or a change that comes in is let be for a while', async () => {
  const hand = new EventTarget()
  vi.stubGlobal('addEventListener', hand.addEventListener.bind(hand))
  vi.stubGlobal('removeEventListener', hand.removeEventListener.bind(hand))
  const stop = followHands()
  hand.dispatchEvent(new Event('pointermove'))
  vi.advanceTimersByTime(100)
  expect(await whenAtRest()).toBe(300)
  stop()
  hand.dispatchEvent(new Event('pointermove'))
  expect(await whenAtRest()).toBe(0)
  stir()
  expect(await whenAtRest()).toBe(400)
  vi.unstubAllGlobals()
})

test('an answer is waited for, also one that fails, but not without end', async () => {
  const answer = Promise.withResolvers<string>()
  const awaited = stirring(answer.promise)
  setTimeout(() => answer.reject(new Error('not today')), 1000)
  const failed = expect(awaited).rejects.toThrow('not today')
  // asked again at 1,200
  expect(await whenAtRest()).toBe(1400)
  await failed
  void stirring(new Promise(() => {}))
  expect(await whenAtRest(2000)).toBe(2000)
})
