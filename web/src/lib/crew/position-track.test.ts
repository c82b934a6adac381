import { expect, test, vi } from 'vitest'
import type { Client } from '@dromos/api/contract'
import { PositionTrack } from './position-track.ts'
import type { Fix } from './position.ts'

const start = Date.parse('2026-03-11T08:00:00Z')

function fix(seconds: number, meters = 0): Fix {
  return { location: [23.7, 38 + meters / 111_195], accuracyMeters: 5, at: start + 1000 * seconds }
}

function track(answer: () => Promise<unknown> = async () => ({ keptCount: 1, leftOutCount: 0 })) {
  const sent: { positions: { at: string }[] }[] = []
  const client = vi.fn(async (_endpoint: unknown, { body }: { body: (typeof sent)[number] }) => {
    const given = await answer()
    sent.push(body)
    return given
  })
  const made = new PositionTrack({
    client: client as unknown as Client,
    jurisdictionId: 'aigaleo',
    deviceId: async () => 'tablet-one',
    now: () => start + 600_000,
  })
  return { made, sent }
}

test('standing still is one point a minute, driving one every fifteen seconds', () => {
  const { made } = track()
  for (let second = 0; second <= 120; second++) made.note(fix(second))
  expect(made.waitingCount).toBe(3)
  for (let second = 121; second <= 180; second++) made.note(fix(second, 10 * (second - 120)))
  expect(made.waitingCount).toBe(7)
})

test('what could not be sent goes with the next batch, once, and a long silence keeps the newest', async () => {
  let isOffline = true
  const { made, sent } = track(async () => {
    if (isOffline) throw new Error('offline')
    return {}
  })
  made.note(fix(0))
  await made.send()
  made.note(fix(60))
  isOffline = false
  await made.send()
  await made.send()
  expect(sent.map(({ positions }) => positions.map(({ at }) => at))).toEqual([
    ['2026-03-11T08:00:00.000Z', '2026-03-11T08:01:00.000Z'],
  ])
  for (let minute = 0; minute < 400; minute++) made.note(fix(120 + 60 * minute))
  expect(made.waitingCount).toBe(300)
})
