import type { Client, Endpoint } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { changeMany, undoOf } from './change-many-orders.ts'

const order = (id: number, priority: number, dueAt: string | null = null) => ({
  id,
  version: 1,
  priority,
  dueAt,
})

test('more orders than one call takes are changed in parts and answered for together', async () => {
  const asked: number[] = []
  const call = (async (_: Endpoint, { body }: { body: { orders: { id: number; version: number }[] } }) => {
    asked.push(body.orders.length)
    return {
      changed: body.orders.slice(1),
      refused: [{ id: body.orders[0]!.id, status: 'closed', reason: 'not_allowed' }],
    }
  }) as unknown as Client
  const many = Array.from({ length: 450 }, (_, id) => order(id + 1, 20))
  const report = await changeMany(call, 'aigaleo', many, { priority: 80 })
  expect(asked).toEqual([200, 200, 50])
  expect(report.changed).toHaveLength(447)
  expect(report.refused.map(({ id }) => id)).toEqual([1, 201, 401])
})

test('a change is taken back to what each order was, by its newer version', () => {
  const before = [order(1, 20), order(2, 50), order(3, 20), order(4, 90)]
  const changed = [1, 2, 3].map((id) => ({ id, version: 2 }))
  expect(undoOf(before, { priority: 80 }, { changed, refused: [] })).toEqual([
    {
      orders: [
        { id: 1, version: 2 },
        { id: 3, version: 2 },
      ],
      change: { priority: 20 },
    },
    { orders: [{ id: 2, version: 2 }], change: { priority: 50 } },
  ])
  expect(undoOf([order(1, 20)], { dueAt: 'x' }, { changed: [{ id: 1, version: 2 }], refused: [] })).toEqual([
    { orders: [{ id: 1, version: 2 }], change: { dueAt: null } },
  ])
})

test('an order that was cancelled has given its requests away: there is no way back', () => {
  expect(undoOf([order(1, 20)], { status: 'cancelled' }, { changed: [], refused: [] })).toBeNull()
})
