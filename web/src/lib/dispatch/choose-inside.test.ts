import type { Endpoint } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import type { City } from '#lib/city/city.svelte.ts'
import { chooseInside } from './choose-inside.ts'
import { Dispatch } from './dispatch.svelte.ts'
import { requestRow } from './testing.ts'
import { readView } from './view.ts'

const polygon: [number, number][] = [
  [23.6, 37.9],
  [23.7, 37.9],
  [23.7, 38],
]
const view = (search: string) => readView(new URL(`http://city.test/aigaleo/dispatch/backlog${search}`))

function dispatchWith(items: object[]) {
  const asked: { name: string; body: unknown }[] = []
  const call = (async ({ name }: Endpoint, { body }: { body: unknown }) => {
    asked.push({ name, body })
    return { items, isCut: false }
  }) as never
  return { dispatch: new Dispatch({ id: 'aigaleo' } as City, call), asked }
}

test('what is drawn around is asked for with the filters of the list', async () => {
  const { dispatch, asked } = dispatchWith([requestRow({ id: 1 }), requestRow({ id: 2, workOrderId: 9 })])
  await chooseInside(dispatch, view('?late=1&free=1'), { polygon, way: 'replace' })
  expect(asked).toEqual([{ name: 'selectRequests', body: { polygon, isLate: true, isUnordered: true } }])
  expect([...dispatch.chosen.rows.keys()]).toEqual([1])
})

test('on the tab of orders orders are chosen, and added to those that were', async () => {
  const { dispatch, asked } = dispatchWith([{ id: 7 }])
  dispatch.chosenOrders.add([{ id: 5 } as never])
  await chooseInside(dispatch, view('?tab=orders&q=x'), { polygon, way: 'add' })
  expect(asked).toMatchObject([{ name: 'selectWorkOrders', body: { polygon, q: 'x' } }])
  expect([...dispatch.chosenOrders.rows.keys()]).toEqual([5, 7])
  expect(dispatch.chosen.size).toBe(0)
})
