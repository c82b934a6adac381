import { expect, test } from 'vitest'
import { SharedReadings } from './shared-readings.ts'

/** Something that changes, and readings of it that end when they are told to. */
function source() {
  const state = { value: 0, readCount: 0, readings: [] as (() => void)[] }
  const read = () => {
    state.readCount++
    const seen = state.value
    return new Promise<number>((resolve) => state.readings.push(() => resolve(seen)))
  }
  return { state, read, end: () => state.readings.shift()!() }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('who asks while it is read shares one more reading, and gets nothing that was read before they asked', async () => {
  const shared = new SharedReadings<number>()
  const { state, read, end } = source()
  const first = shared.read('a', read)
  state.value = 1
  const later = Array.from({ length: 20 }, () => shared.read('a', read))
  end()
  expect(await first).toBe(0)
  await settled()
  end()
  expect(await Promise.all(later)).toEqual(Array.from({ length: 20 }, () => 1))
  expect(state.readCount).toBe(2)
})

test('who asks while the next reading runs has one more', async () => {
  const shared = new SharedReadings<number>()
  const { state, read, end } = source()
  const first = shared.read('a', read)
  const second = shared.read('a', read)
  end()
  await first
  await settled()
  state.value = 2
  const third = shared.read('a', read)
  end()
  expect(await second).toBe(0)
  await settled()
  end()
  expect(await third).toBe(2)
})

test('a reading that fails fails for who asked for it, and the next is read all the same', async () => {
  const shared = new SharedReadings<number>()
  const failing = shared.read('a', () => Promise.reject(new Error('gone')))
  const next = shared.read('a', () => Promise.resolve(3))
  await expect(failing).rejects.toThrow('gone')
  expect(await next).toBe(3)
  expect(await shared.read('a', () => Promise.resolve(4))).toBe(4)
})

test('different things are read beside each other', async () => {
  const shared = new SharedReadings<number>()
  const { state, read } = source()
  void shared.read('a', read)
  void shared.read('b', read)
  expect(state.readCount).toBe(2)
})
