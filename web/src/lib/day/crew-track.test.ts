import { getCrewTrack, type Client } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { CrewTrack, trackLines } from './crew-track.svelte.ts'

const point = (minute: number, lon: number) => ({
  location: [lon, 38] as [number, number],
  measuredAt: new Date(Date.UTC(2026, 2, 12, 8, minute)).toISOString(),
})

test('a way is drawn in the pieces that are known, and not across the time that nobody knows', () => {
  const points = [
    point(0, 23.1),
    point(1, 23.2),
    point(2, 23.3),
    point(30, 23.8),
    point(31, 23.9),
    point(59, 24),
  ]
  expect(trackLines(points)).toEqual([
    [
      [23.1, 38],
      [23.2, 38],
      [23.3, 38],
    ],
    [
      [23.8, 38],
      [23.9, 38],
    ],
  ])
  expect(trackLines([])).toEqual([])
})

test('a look at a way is asked for once while one goes on looking, and none without a crew in focus', async () => {
  const asked: unknown[] = []
  const call = (async (endpoint: unknown, given: unknown) => {
    asked.push([endpoint, given])
    return { points: [point(0, 23.1)], cells: [] }
  }) as unknown as Client
  const track = new CrewTrack('aigaleo', call)
  await track.show(null, '2026-03-12')
  await track.show(2, '2026-03-12')
  await track.show(2, '2026-03-12')
  expect(asked).toEqual([
    [getCrewTrack, { params: { jurisdictionId: 'aigaleo', crewId: 2 }, query: { day: '2026-03-12' } }],
  ])
  expect(track.points.value).toHaveLength(1)
  await track.show(null, '2026-03-12')
  expect(track.points.value).toBeNull()
})
