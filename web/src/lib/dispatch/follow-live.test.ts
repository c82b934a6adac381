import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Live } from '#lib/city/live.svelte.ts'
import type { Dispatch } from './dispatch.svelte.ts'
import { followLive } from './follow-live.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const names = [
  'requests',
  'orders',
  'requestPlaces',
  'orderPlaces',
  'hotspots',
  'crews',
  'request',
  'order',
  'hotspot',
]

/** A desk that looks at order 7, and a stream that says what it is told to. */
function followed() {
  const asked: string[] = []
  const desk = Object.fromEntries(
    names.map((name) => [name, { key: name === 'order' ? 7 : null, refresh: () => void asked.push(name) }]),
  )
  const heard = new Map<string, (event: { entityId: string }) => void>()
  const live = {
    on: (entity: string, handler: (event: { entityId: string }) => void) => {
      heard.set(entity, handler)
      return () => heard.delete(entity)
    },
    onResync: () => () => {},
  }
  const stop = followLive(desk as unknown as Dispatch, live as unknown as Live)
  const tell = (entity: string, entityId = '1') => {
    asked.length = 0
    heard.get(entity)?.({ entityId })
    vi.runAllTimers()
    return asked.toSorted()
  }
  return { stop, tell }
}

test('an order that goes over to another crew is asked for anew by whoever looks at it', () => {
  const { tell } = followed()
  expect(tell('visit')).toEqual(['order', 'orders'])
})

test('what becomes of another order leaves the one looked at as it is', () => {
  const { tell } = followed()
  expect(tell('work_order', '8')).toEqual(['orderPlaces', 'orders', 'requestPlaces'])
  expect(tell('work_order', '7')).toEqual(['order', 'orderPlaces', 'orders', 'requestPlaces'])
})

test('who stops following hears no more', () => {
  const { stop, tell } = followed()
  stop()
  expect(tell('visit')).toEqual([])
})
