import { expect, test } from 'vitest'
import type { RequestRow } from '@dromos/api/contract'
import { requestRow } from './testing.ts'
import { Chosen, mostChosen } from './chosen.svelte.ts'

const listed = [1, 2, 3, 4, 5, 6].map((id) => requestRow({ id }))

function ids(chosen: Chosen<RequestRow>): number[] {
  return chosen.list.map((row) => row.id).sort((a, b) => a - b)
}

test('a row chosen twice is not chosen', () => {
  const chosen = new Chosen<RequestRow>()
  chosen.toggle(listed[0]!)
  chosen.toggle(listed[0]!)
  expect(chosen.size).toBe(0)
})

test('rows that belong together are chosen and let go together', () => {
  const chosen = new Chosen<RequestRow>()
  chosen.toggle(listed[2]!)
  chosen.toggleAll([listed[0]!, listed[2]!, listed[4]!])
  expect(ids(chosen)).toEqual([1, 3, 5])
  chosen.toggleAll([listed[0]!, listed[2]!])
  expect(ids(chosen)).toEqual([5])
})

test('a range runs from the last row touched, in either direction', () => {
  const chosen = new Chosen<RequestRow>()
  chosen.toggle(listed[3]!)
  chosen.extendTo(listed, 2)
  expect(ids(chosen)).toEqual([2, 3, 4])
  chosen.extendTo(listed, 6)
  expect(ids(chosen)).toEqual([2, 3, 4, 5, 6])
})

test('a range without a beginning is one row', () => {
  const chosen = new Chosen<RequestRow>()
  chosen.extendTo(listed, 5)
  expect(ids(chosen)).toEqual([5])
})

test('never more than an order can take', () => {
  const chosen = new Chosen<RequestRow>()
  chosen.add(Array.from({ length: mostChosen + 20 }, (_, id) => requestRow({ id: id + 1 })))
  expect(chosen.size).toBe(mostChosen)
})
