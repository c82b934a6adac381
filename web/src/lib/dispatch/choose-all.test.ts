import { expect, test } from 'vitest'
import { chooseAll } from './choose-all.ts'
import { Chosen } from './chosen.svelte.ts'
import { PagedList } from './paged-list.svelte.ts'

function listOf(length: number) {
  const list = new PagedList<{ id: number }, null>(async (_, { limit, cursor }) => {
    const from = Number(cursor ?? 0)
    const to = Math.min(length, from + limit)
    const items = Array.from({ length: to - from }, (_, index) => ({ id: from + index }))
    return { items, nextCursor: to < length ? String(to) : null, total: length }
  })
  return { list, chosen: new Chosen<{ id: number }>() }
}

test('all of a list is chosen, also what nobody has scrolled to, and what is here is chosen at once', async () => {
  const { list, chosen } = listOf(300)
  await list.open(null)
  const all = chooseAll(list, chosen)
  expect(chosen.size).toBe(60)
  await all
  expect(chosen.size).toBe(300)
})

test('no more than may be chosen are, and whoever lets go meanwhile has nothing chosen', async () => {
  const { list, chosen } = listOf(2600)
  await list.open(null)
  const all = chooseAll(list, chosen)
  chosen.clear()
  await all
  expect(chosen.size).toBe(0)
  await chooseAll(list, chosen)
  expect(chosen.size).toBe(2000)
})
