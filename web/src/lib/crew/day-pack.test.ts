import type { RunSheet } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { DayPack, type PackShelf } from './day-pack.svelte.ts'

function sheet(pictures: string[], attached: string[] = []): RunSheet {
  const attachments = attached.map((id) => ({ id }))
  const requests = [{ media: pictures.map((id) => ({ id })) }]
  return {
    jurisdictionId: 'aigaleo',
    depot: { location: [23.68, 37.99] },
    routeGeometry: null,
    visits: [{ location: [23.681, 37.991], requests, proof: [], attachments }],
  } as unknown as RunSheet
}

function shelf() {
  const kept = new Set<string>()
  const asked: string[] = []
  const broken = new Set<string>()
  const shelf: PackShelf = {
    kept: async () => kept,
    fetch: async (url) => {
      asked.push(url)
      if (broken.has(url)) throw new TypeError('no network')
      kept.add(url)
      return 100
    },
    tiles: async () => ({ template: '/tiles/basemap/{z}/{x}/{y}?v=1', maxZoom: 14 }),
  }
  return { shelf, kept, asked, broken }
}

test('a day is fetched whole, with its size; the next time only what is new', async () => {
  const { shelf: given, asked } = shelf()
  const pack = new DayPack(given)
  await Promise.all([pack.refresh(sheet(['a'])), pack.refresh(sheet(['a']))])
  expect(pack.state).toBe('ready')
  expect([pack.done, pack.bytes]).toEqual([pack.total, pack.total * 100])
  expect(new Set(asked).size).toBe(asked.length)
  expect(asked).toContain('/api/v1/aigaleo/media/a/small')
  asked.length = 0
  await pack.refresh(sheet(['a', 'b']))
  expect(asked).toEqual(['/api/v1/aigaleo/media/b/small'])
})

test('what is attached to a job is there small and large', async () => {
  const { shelf: given, asked } = shelf()
  await new DayPack(given).refresh(sheet([], ['plan']))
  expect(asked).toEqual(
    expect.arrayContaining(['/api/v1/aigaleo/media/plan/small', '/api/v1/aigaleo/media/plan/full']),
  )
})

test('a network that goes away leaves what is there, and the pack says that it is not whole', async () => {
  const { shelf: given, broken } = shelf()
  broken.add('/api/v1/aigaleo/media/a/small')
  const pack = new DayPack(given)
  await pack.refresh(sheet(['a']))
  expect([pack.state, pack.total - pack.done]).toEqual(['incomplete', 1])
  broken.clear()
  await pack.refresh(sheet(['a']))
  expect(pack.state).toBe('ready')
  const offline = new DayPack({ ...given, tiles: () => Promise.reject(new TypeError('no network')) })
  await offline.refresh(sheet(['a']))
  expect(offline.state).toBe('incomplete')
})
