import type { Client } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import type { City } from '#lib/city/city.svelte.ts'
import { Dispatch } from './dispatch.svelte.ts'

function desk() {
  const asked: (string | undefined)[] = []
  const call = (async (_: unknown, { query }: { query: { day?: string } }) => {
    asked.push(query.day)
    return [{ id: 1, color: 0, depot: { id: query.day === '2026-12-07' ? 2 : 1 } }]
  }) as unknown as Client
  return { dispatch: new Dispatch({ id: 'aigaleo' } as City, call), asked }
}

test('crews are told as they are on the day that is looked at, and what is shown stays while they are asked for', async () => {
  const { dispatch, asked } = desk()
  await dispatch.crews.open('all')
  expect(dispatch.crew(1)?.depot.id).toBe(1)
  const told = dispatch.showCrewsOn('2026-12-07')
  expect(dispatch.crew(1)?.depot.id).toBe(1)
  await told
  expect(dispatch.crew(1)?.depot.id).toBe(2)
  await dispatch.showCrewsOn('2026-12-07')
  await dispatch.showCrewsOn(null)
  expect(dispatch.crew(1)?.depot.id).toBe(1)
  expect(asked).toEqual([undefined, '2026-12-07', undefined])
})

test('a page that opens on a day asks for that day alone', async () => {
  const { dispatch, asked } = desk()
  await dispatch.showCrewsOn('2026-12-07')
  await dispatch.crews.open('all')
  expect(asked).toEqual(['2026-12-07'])
})
