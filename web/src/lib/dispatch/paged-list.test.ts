import { expect, test } from 'vitest'
import { PagedList } from './paged-list.svelte.ts'

function counting(length: number) {
  const asked: { filter: string; limit: number; cursor?: string }[] = []
  const list = new PagedList<string, string>(async (filter, page) => {
    asked.push({ filter, ...page })
    const from = Number(page.cursor ?? 0)
    const to = Math.min(length, from + page.limit)
    return {
      items: Array.from({ length: to - from }, (_, index) => `${filter}${from + index}`),
      nextCursor: to < length ? String(to) : null,
      total: page.cursor ? null : length,
    }
  })
  return { list, asked }
}

test('pages follow each other until there are no more', async () => {
  const { list } = counting(130)
  await list.open('a')
  expect(list.items).toHaveLength(60)
  await list.more()
  await list.more()
  await list.more()
  expect(list.items).toHaveLength(130)
  expect(list.items.at(-1)).toBe('a129')
  expect(list.total).toBe(130)
  expect(list.hasMore).toBe(false)
})

test('what is missing of a long list is fetched at once, up to a bound, unless another question overtakes it', async () => {
  const { list, asked } = counting(1300)
  await list.open('a')
  expect(await list.reach(1000)).toBe(true)
  expect(list.items).toHaveLength(1000)
  expect(list.hasMore).toBe(true)
  expect(asked.map(({ limit }) => limit)).toEqual([60, 500, 440])
  const overtaken = list.reach(2000)
  await list.open('b')
  expect(await overtaken).toBe(false)
  expect(list.items).toHaveLength(60)
  expect(await list.reach(2000)).toBe(true)
  expect(list.items.at(-1)).toBe('b1299')
})

test('a refresh fetches as much as is shown, in one question', async () => {
  const { list, asked } = counting(200)
  await list.open('a')
  await list.more()
  await list.refresh()
  expect(asked.at(-1)).toEqual({ filter: 'a', limit: 120 })
  expect(list.items).toHaveLength(120)
})

test('of a list read far down the top is fetched again, and what is below stays', async () => {
  const { list, asked } = counting(5000)
  await list.open('a')
  while (list.items.length < 3000) await list.more()
  const shown = list.items
  const before = asked.length
  await list.refresh()
  expect(asked.slice(before).map(({ limit }) => limit)).toEqual([500, 500, 500, 500])
  expect(list.items).toEqual(shown)
  await list.more()
  expect(list.items[shown.length]).toBe(`a${shown.length}`)
})

test('an answer that comes late does not overwrite a newer question', async () => {
  const waiting: Record<string, (items: string[]) => void> = {}
  const list = new PagedList<string, string>(
    (filter) =>
      new Promise((resolve) => {
        waiting[filter] = (items) => resolve({ items, nextCursor: null, total: items.length })
      }),
  )
  const first = list.open('slow')
  const second = list.open('quick')
  waiting.quick!(['q'])
  await second
  waiting.slow!(['s'])
  await first
  expect(list.items).toEqual(['q'])
  expect(list.isLoading).toBe(false)
})

test('a failure is told and what was shown stays', async () => {
  let isDown = false
  const list = new PagedList<number, string>(async () => {
    if (isDown) throw new Error('down')
    return { items: [1], nextCursor: null, total: 1 }
  })
  await list.open('a')
  isDown = true
  await list.refresh()
  expect(list.failure).toBeInstanceOf(Error)
  expect(list.items).toEqual([1])
  isDown = false
  await list.refresh()
  expect(list.failure).toBeNull()
})
