import { expect, test } from 'vitest'
import { Loaded } from './loaded.svelte.ts'

test('another key shows nothing until its answer is there', async () => {
  const waiting: Record<number, (text: string) => void> = {}
  const loaded = new Loaded<string, number>((key) => new Promise((resolve) => (waiting[key] = resolve)))
  const first = loaded.open(1)
  waiting[1]!('one')
  await first
  expect(loaded.value).toBe('one')
  const second = loaded.open(2)
  expect(loaded.value).toBeNull()
  expect(loaded.isLoading).toBe(true)
  waiting[2]!('two')
  await second
  expect(loaded.value).toBe('two')
})

test('what is shown stays while it is fetched again, and when that fails', async () => {
  let isDown = false
  const loaded = new Loaded<string, number>(async (key) => {
    if (isDown) throw new Error('down')
    return `thing ${key}`
  })
  await loaded.open(1)
  isDown = true
  await loaded.refresh()
  expect(loaded.value).toBe('thing 1')
  expect(loaded.failure).toBeInstanceOf(Error)
})

test('what a call gave back is not overwritten by an older answer', async () => {
  let answer: (text: string) => void = () => {}
  const loaded = new Loaded<string, number>(() => new Promise((resolve) => (answer = resolve)))
  const opening = loaded.open(1)
  loaded.accept('newer')
  answer('older')
  await opening
  expect(loaded.value).toBe('newer')
})

test('closing shows nothing', async () => {
  const loaded = new Loaded<string, number>(async () => 'thing')
  await loaded.open(1)
  await loaded.open(null)
  expect(loaded.value).toBeNull()
})
