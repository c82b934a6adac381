import type { LonLat, Stop } from '@dromos/api/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cross, flaggedLegs } from './leg-flags.ts'

/** A route through these places, each leg as long as told or 100 m. */
function through(places: LonLat[], meters: number[] = []) {
  return {
    stops: places.map(
      (location, index) =>
        ({
          kind: 'task',
          taskId: index + 1,
          location,
          distanceMeters: index === 0 ? 0 : (meters[index - 1] ?? 100),
        }) as Stop,
    ),
  }
}

const place = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }))
const leg = fc.record({ from: place, to: place })

test('a route in the order of a figure of eight crosses itself, and not in the order of a circle', () => {
  const corners: LonLat[] = [
    [0, 0],
    [1, 1],
    [1, 0],
    [0, 1],
  ]
  const crossing = flaggedLegs(through(corners))
  expect(crossing.map(({ taskId, isCrossing }) => [taskId, isCrossing])).toEqual([
    [2, true],
    [4, true],
  ])
  expect(crossing[1]!.begins).toBe(200)
  expect(flaggedLegs(through([corners[0]!, corners[3]!, corners[1]!, corners[2]!]))).toEqual([])
})

test('who crosses is crossed, whichever way the legs are driven', () => {
  fc.assert(
    fc.property(leg, leg, (a, b) => {
      const expected = cross(a, b)
      expect(cross(b, a)).toBe(expected)
      expect(cross({ from: a.to, to: a.from }, b)).toBe(expected)
    }),
  )
})

test('legs that share an end never cross, nor do those apart', () => {
  fc.assert(
    fc.property(leg, place, place, ({ from, to }, end, far) => {
      expect(cross({ from, to }, { from: to, to: end })).toBe(false)
      const beyond = { from: [far[0] + 50, far[1]] as LonLat, to: [end[0] + 50, end[1]] as LonLat }
      expect(cross({ from, to }, beyond)).toBe(false)
    }),
  )
})

test('stops along a line, or around a circle, never cross', () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 30 }), fc.boolean(), (count, isRound) => {
      const places = Array.from({ length: count }, (_, index): LonLat => {
        const angle = (index / count) * 2 * Math.PI
        return isRound ? [Math.cos(angle), Math.sin(angle)] : [index, 2 * index]
      })
      return flaggedLegs(through(places)).length === 0
    }),
  )
})

test('a leg is long beyond four medians of its route and a kilometre and a half', () => {
  const line = Array.from({ length: 6 }, (_, index): LonLat => [index, 0])
  const long = flaggedLegs(through(line, [400, 500, 2100, 500, 450]))
  expect(long).toMatchObject([{ taskId: 4, isLong: true, isCrossing: false, meters: 2100, begins: 900 }])
  expect(flaggedLegs(through(line, [400, 500, 1900, 500, 450]))).toEqual([])
  expect(flaggedLegs(through(line, [100, 100, 1400, 100, 100]))).toEqual([])
})

test('the way from and to the depot is not long, and a break on the way splits no leg', () => {
  const { stops } = through(
    [
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
    ],
    [9000, 100, 5000],
  )
  stops[0]!.kind = 'start'
  expect(flaggedLegs({ stops: [...stops.slice(0, 3), { ...stops[3]!, kind: 'end' }] })).toEqual([])
  const pause = { kind: 'break', taskId: null, location: null, distanceMeters: 2000 } as Stop
  const parted = [
    stops[1]!,
    pause,
    { ...stops[2]!, distanceMeters: 3000 },
    { ...stops[3]!, distanceMeters: 100 },
  ]
  const more = { ...stops[3]!, taskId: 9, location: [4, 0] as LonLat, distanceMeters: 100 }
  expect(flaggedLegs({ stops: [...parted, more] })).toMatchObject([{ taskId: 3, meters: 5000, isLong: true }])
})
