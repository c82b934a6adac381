import type { Client, Endpoint, LiveEvent } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { Closing } from './closing.svelte.ts'

/** A screen beside a server that has these closures; `tell` is heard as from the stream. */
function screen(closures: object[]) {
  const asked: string[] = []
  const call = (({ name }: Endpoint) => {
    asked.push(name)
    return Promise.resolve(name === 'listStreetClosures' ? [...closures] : [{ closureId: 7, crewIds: [3] }])
  }) as unknown as Client
  const closing = new Closing('aigaleo', call)
  const listeners = new Map<string, (event: LiveEvent) => void>()
  const stop = closing.follow({
    on: (entity, listener) => {
      listeners.set(entity, listener)
      return () => listeners.delete(entity)
    },
    onResync: () => () => {},
  })
  return { closing, asked, stop, tell: (entity: string) => listeners.get(entity)!({ data: {} } as LiveEvent) }
}

test('where no street is closed, what closures do to a version is not asked', async () => {
  const { closing, asked, stop } = screen([])
  await closing.list.open('all')
  await closing.conflicts.open('4/2')
  expect(closing.conflicts.value).toEqual([])
  expect(asked).toEqual(['listStreetClosures'])
  stop()
})

test('before it is known which streets are closed, it is asked', async () => {
  const { closing, stop } = screen([])
  await closing.conflicts.open('4/2')
  expect(closing.conflicts.value).toEqual([{ closureId: 7, crewIds: [3] }])
  stop()
})

test('the first street that is closed by somebody else is asked for with what it does', async () => {
  const closures: object[] = []
  const { closing, tell, stop } = screen(closures)
  await closing.list.open('all')
  await closing.conflicts.open('4/2')
  closures.push({ id: 7 })
  tell('closure')
  await expect.poll(() => closing.conflicts.value).toEqual([{ closureId: 7, crewIds: [3] }])
  stop()
})
