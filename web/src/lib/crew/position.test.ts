import { expect, test } from 'vitest'
import type { Client } from '@dromos/api/contract'
import { PositionTrack } from './position-track.ts'
import { Positions } from './position.ts'

const start = Date.parse('2026-03-11T08:00:00Z')

function device() {
  const watches = new Map<number, PositionCallback>()
  let asked = 0
  const geolocation = {
    watchPosition: (told: PositionCallback) => (watches.set(++asked, told), asked),
    clearWatch: (id: number) => void watches.delete(id),
  } as unknown as Geolocation
  const move = (longitude: number) => {
    for (const told of watches.values())
      told({ coords: { longitude, latitude: 38, accuracy: 8 } } as GeolocationPosition)
  }
  return { geolocation, watches, move }
}

test('taps and the track of the shift share one watch of the device, which ends when nobody wants it', () => {
  let now = start
  const { geolocation, watches, move } = device()
  const positions = new Positions(
    () => geolocation,
    () => now,
  )
  const track = new PositionTrack({
    client: (async () => ({})) as unknown as Client,
    jurisdictionId: 'aigaleo',
    deviceId: async () => 'tablet-one',
    now: () => now,
  })
  const shift = { startsAt: '2026-03-11T07:00:00Z', endsAt: '2026-03-11T09:00:00Z' }
  const stop = track.follow([shift], positions)
  expect(watches.size).toBe(1)
  move(23.7)
  expect(track.waitingCount).toBe(1)
  stop()
  expect(watches.size).toBe(0)
  const again = track.follow([shift], positions)
  expect(positions.last()).toEqual({ location: [23.7, 38], accuracyMeters: 8 })
  expect(watches.size).toBe(1)
  again()
  expect(watches.size).toBe(1)
  now += 61_000
  expect(positions.last()).toBeUndefined()
})

test('outside the shifts nobody watches, nor between two of them', () => {
  const { geolocation, watches } = device()
  const track = new PositionTrack({
    client: (async () => ({})) as unknown as Client,
    jurisdictionId: 'aigaleo',
    deviceId: async () => 'tablet-one',
    now: () => start,
  })
  const over = { startsAt: '2026-03-11T05:00:00Z', endsAt: '2026-03-11T07:00:00Z' }
  const ahead = { startsAt: '2026-03-11T12:00:00Z', endsAt: '2026-03-11T15:00:00Z' }
  const stop = track.follow([over, ahead], new Positions(() => geolocation))
  expect(watches.size).toBe(0)
  stop()
})
