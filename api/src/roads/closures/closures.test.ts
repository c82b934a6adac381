import { beforeAll, describe, expect, test } from 'vitest'
import type { LonLat } from '../../geo/lon-lat.ts'
import { createRoadsOn } from '../providers/roads.ts'
import { drawGraph, spotBetween, spotOf } from '../testing.ts'
import type { DrawnCity } from '../testing.ts'
import { metersBetween, secondsBetween } from '../travel-times.ts'
import type { TravelMatrix, TravelTimes } from '../travel-times.ts'
import type { Closure } from './closure.ts'

const CITY: DrawnCity = {
  picture: ['ABC', 'DEF', 'GHI'],
  ways: [
    { path: 'ABC' },
    { path: 'DEF' },
    { path: 'GHI' },
    { path: 'ADG' },
    { path: 'BEH' },
    { path: 'CFI' },
  ],
}
const spot = (letter: string): LonLat => spotOf(CITY, letter)
const between = (one: string, other: string, share?: number): LonLat => spotBetween(CITY, one, other, share)
const always = { from: new Date(0), to: null }
const line = (...coordinates: LonLat[]): Closure => ({
  ...always,
  factor: 0,
  geometry: { type: 'LineString', coordinates },
})
const around = ([lon, lat]: LonLat, half: number, factor = 0): Closure => {
  const corner = (x: number, y: number): LonLat => [lon + x * half, lat + y * half]
  const ring = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)]
  return { ...always, factor, geometry: { type: 'Polygon', coordinates: [ring] } }
}

let roads: TravelTimes
beforeAll(() => {
  roads = createRoadsOn(drawGraph(CITY).graph)
})

async function matrix(
  closures: Closure[],
  at?: Date,
  from = between('A', 'B'),
  to = between('B', 'C'),
): Promise<TravelMatrix> {
  return roads.matrix([from, to], { profile: 'van', closures, at })
}

describe('a line', () => {
  test('closes the street it runs along, and traffic goes around', async () => {
    const closed = await matrix([line(spot('D'), spot('F'))], undefined, between('D', 'G'), between('F', 'I'))
    expect(metersBetween(closed, 0, 1)).toBe(300)
    const open = await matrix([], undefined, between('A', 'D'), between('C', 'F'))
    expect(metersBetween(open, 0, 1)).toBe(300)
    const around = await matrix([line(spot('B'), spot('C'))], undefined, between('A', 'B'), between('C', 'F'))
    expect(metersBetween(around, 0, 1)).toBe(50 + 100 + 100 + 50)
  })

  test('leaves the streets it crosses open, and those beyond its ends', async () => {
    const across = line(between('D', 'G'), between('E', 'H'), between('F', 'I'))
    const options = { profile: 'van' as const, closures: [across] }
    const down = await roads.matrix([between('A', 'D'), between('G', 'H')], options)
    expect(metersBetween(down, 0, 1)).toBe(200)
    const short = line(spot('D'), spot('E'))
    const beyond = await matrix([short], undefined, between('E', 'F'), between('F', 'I'))
    expect(metersBetween(beyond, 0, 1)).toBe(100)
  })

  test('drawn by hand a few metres beside the street still closes it', async () => {
    const shaky = line([spot('B')[0], spot('B')[1] + 0.00005], [spot('C')[0], spot('C')[1] - 0.00006])
    expect(secondsBetween(await matrix([shaky]), 0, 1)).toBeNull()
  })
})

test('a job in a closed street cannot be reached, and who is in it may leave', async () => {
  const times = await matrix([line(spot('B'), spot('C'))])
  expect(secondsBetween(times, 0, 1)).toBeNull()
  expect(metersBetween(times, 0, 1)).toBeNull()
  expect(secondsBetween(times, 1, 0)).not.toBeNull()
  expect(secondsBetween(times, 1, 1)).toBe(0)
  expect(
    await roads.route([between('A', 'B'), between('B', 'C')], {
      profile: 'van',
      closures: [line(spot('B'), spot('C'))],
    }),
  ).toBeNull()
})

test('a polygon takes every street that touches it', async () => {
  const crossing = around(spot('E'), 0.0002)
  const through = { profile: 'van' as const, closures: [crossing] }
  const times = await roads.matrix([between('A', 'D'), between('C', 'F'), between('B', 'E', 0.2)], through)
  expect(metersBetween(times, 0, 1)).toBe(50 + 200 + 50)
  expect(secondsBetween(times, 0, 2)).toBeNull()
  // a small one between two shape points, with no end of a street inside
  const middle = around(between('B', 'C'), 0.0001)
  expect(secondsBetween(await matrix([middle]), 0, 1)).toBeNull()
})

test('a slow zone takes as much longer as its factor says', async () => {
  const open = await matrix([], undefined, between('B', 'C', 0.1), between('B', 'C', 0.9))
  const slow = await matrix(
    [around(between('B', 'C'), 0.0001, 0.5)],
    undefined,
    between('B', 'C', 0.1),
    between('B', 'C', 0.9),
  )
  // each rounded to whole seconds
  expect(Math.abs(secondsBetween(slow, 0, 1)! - 2 * secondsBetween(open, 0, 1)!)).toBeLessThanOrEqual(1)
  expect(metersBetween(slow, 0, 1)).toBe(metersBetween(open, 0, 1))
})

test('where closures overlap the worst holds', async () => {
  const slow = around(between('B', 'C'), 0.0001, 0.5)
  expect(secondsBetween(await matrix([slow, line(spot('B'), spot('C'))]), 0, 1)).toBeNull()
  expect(secondsBetween(await matrix([line(spot('B'), spot('C')), slow]), 0, 1)).toBeNull()
})

test('a closure holds from its beginning until its end', async () => {
  const closure: Closure = {
    ...line(spot('B'), spot('C')),
    from: new Date('2026-05-04T08:00:00Z'),
    to: new Date('2026-05-04T12:00:00Z'),
  }
  const at = (time: string): Promise<TravelMatrix> => matrix([closure], new Date(`2026-05-04T${time}:00Z`))
  expect(secondsBetween(await at('07:59'), 0, 1)).not.toBeNull()
  expect(secondsBetween(await at('08:00'), 0, 1)).toBeNull()
  expect(secondsBetween(await at('11:59'), 0, 1)).toBeNull()
  expect(secondsBetween(await at('12:00'), 0, 1)).not.toBeNull()
})

test('a closure outside the city changes nothing', async () => {
  const far = [around([0, 0], 1), around([179, 84], 1), line([11, 50], [12, 50])]
  expect([...(await matrix(far)).seconds]).toEqual([...(await matrix([])).seconds])
})
