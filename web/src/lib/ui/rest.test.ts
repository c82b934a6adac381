import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Rest } from './rest.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Milliseconds until the page is at rest. */
async function whenAtRest(page: Rest, longest?: number, inHand?: number): Promise<number> {
  const asked = performance.now()
  const rest = page.comes(longest, inHand).then(() => performance.now() - asked)
  await vi.runAllTimersAsync()
  return rest
}

test('a page that nobody uses is at rest at once', async () => {
  expect(await whenAtRest(new Rest())).toBe(0)
})

test('a hand or a change that comes in is let be for a while', async () => {
  const [page, hand] = [new Rest(), new EventTarget()]
  const stop = page.followHands(hand)
  page.followHands(hand)()
  hand.dispatchEvent(new Event('pointermove'))
  vi.advanceTimersByTime(100)
  expect(await whenAtRest(page)).toBe(300)
  stop()
  hand.dispatchEvent(new Event('pointermove'))
  expect(await whenAtRest(page)).toBe(0)
  page.stir()
  expect(await whenAtRest(page)).toBe(400)
})

test('an answer is waited for, also one that fails, but not without end', async () => {
  const page = new Rest()
  const answer = Promise.withResolvers<string>()
  const awaited = page.stirring(answer.promise)
  setTimeout(() => answer.reject(new Error('not today')), 1000)
  const failed = expect(awaited).rejects.toThrow('not today')
  // asked again at 1,200
  expect(await whenAtRest(page)).toBe(1400)
  await failed
  void page.stirring(new Promise(() => {}))
  expect(await whenAtRest(page, 2000)).toBe(2000)
})

test('what comes in without end is waited for less long than a hand', async () => {
  const [page, hand] = [new Rest(), new EventTarget()]
  const stop = page.followHands(hand)
  const forAWhile = (each: () => void) => {
    each()
    const again = setInterval(each, 100)
    setTimeout(() => clearInterval(again), 5000)
  }
  forAWhile(page.stir)
  expect(await whenAtRest(page, 1000, 2500)).toBe(1000)
  forAWhile(() => hand.dispatchEvent(new Event('pointermove')))
  expect(await whenAtRest(page, 1000, 2500)).toBe(2500)
  stop()
})
