import { expect, test } from 'vitest'
import { focusOf } from './focus-of.ts'

const click = (layerId: string, properties: Record<string, unknown>, id?: number) =>
  focusOf({ layerId, id, properties }, (stopId) => (stopId === 11 ? 7 : null))

test('what is clicked on the map is opened as what it is', () => {
  expect(click('requests-late-ring', {}, 4)).toEqual({ kind: 'request', id: 4 })
  expect(click('listed-orders-point', {}, 7)).toEqual({ kind: 'order', id: 7 })
  expect(click('routes-line', { routeId: 3 })).toEqual({ kind: 'crew', id: 3 })
})

test('a stop opens its order, where it has one', () => {
  expect(click('routes-stop', { stopId: 11 }, 11)).toEqual({ kind: 'order', id: 7 })
  expect(click('routes-stop', { stopId: 12 }, 12)).toBeNull()
})
