import { expect, test } from 'vitest'
import { createRoadsOn } from '../providers/roads.ts'
import { drawGraph, spotBetween, spotOf } from '../testing.ts'
import type { DrawnCity } from '../testing.ts'
import { metersBetween, secondsBetween } from '../travel-times.ts'
import type { Profile, TravelOptions } from '../travel-times.ts'

/** A block with a way around: A–B–C in the north, D–E–F in the south. */
const BLOCK = ['ABC', 'DEF']

async function meters(
  city: DrawnCity,
  from: string,
  to: string,
  options: TravelOptions = { profile: 'van' },
): Promise<number | null> {
  const roads = createRoadsOn(drawGraph(city).graph)
  // a little way into the streets, so that no point lies on a crossing of several
  const matrix = await roads.matrix(
    [spotBetween(city, from[0], from[1]), spotBetween(city, to[0], to[1])],
    options,
  )
  expect([...matrix.estimated]).toEqual([0, 0])
  return metersBetween(matrix, 0, 1)
}

const ring = (tags: Record<string, string>, path = 'AB'): DrawnCity => ({
  picture: BLOCK,
  ways: [{ path, tags }, { path: 'BC' }, { path: 'CF' }, { path: 'FED' }, { path: 'DA' }, { path: 'BE' }],
})

test('a street is driven both ways', async () => {
  expect(await meters(ring({}), 'AB', 'BC')).toBe(100)
  expect(await meters(ring({}), 'BC', 'AB')).toBe(100)
})

test('a one-way street is driven along only', async () => {
  expect(await meters(ring({ oneway: 'yes' }), 'AB', 'BC')).toBe(100)
  expect(await meters(ring({ oneway: 'yes' }), 'BC', 'AB')).toBe(400)
})

test('oneway=-1 is driven against the drawing direction', async () => {
  expect(await meters(ring({ oneway: '-1' }), 'AB', 'BC')).toBe(400)
  expect(await meters(ring({ oneway: '-1' }), 'BC', 'AB')).toBe(100)
})

test('a one-way street binds cars, not walkers', async () => {
  expect(await meters(ring({ oneway: 'yes' }), 'BC', 'AB', { profile: 'foot' })).toBe(100)
})

test('within a one-way street the way back leads around', async () => {
  const city = ring({ oneway: 'yes' })
  const roads = createRoadsOn(drawGraph(city).graph)
  const points = [spotBetween(city, 'A', 'B', 0.25), spotBetween(city, 'A', 'B', 0.75)]
  const matrix = await roads.matrix(points, { profile: 'van' })
  expect(metersBetween(matrix, 0, 1)).toBe(50)
  expect(metersBetween(matrix, 1, 0)).toBe(350)
})

test('a roundabout is one-way without a tag', async () => {
  const city: DrawnCity = {
    picture: [' A ', 'BCD', ' E '],
    ways: [{ path: 'ABEDA', tags: { junction: 'roundabout' } }, { path: 'BC' }, { path: 'CD' }],
  }
  const { graph } = drawGraph(city)
  const roads = createRoadsOn(graph)
  const matrix = await roads.matrix([spotOf(city, 'A'), spotOf(city, 'B')], { profile: 'van' })
  expect(secondsBetween(matrix, 0, 1)).toBeLessThan(secondsBetween(matrix, 1, 0)!)
})

test.each<[Profile, Record<string, string>, boolean]>([
  ['van', { access: 'private' }, false],
  ['van', { access: 'no', motor_vehicle: 'yes' }, true],
  ['van', { access: 'destination' }, true],
  ['van', { motor_vehicle: 'no' }, false],
  ['van', { highway: 'footway' }, false],
  ['van', { highway: 'construction' }, false],
  ['foot', { motor_vehicle: 'no' }, true],
  ['foot', { access: 'private' }, false],
  ['truck', { hgv: 'no' }, false],
  ['truck', { maxweight: '7.5' }, false],
  ['truck', { maxheight: '3.2 m' }, false],
  ['truck', { maxwidth: '2.2' }, false],
  ['truck', { maxweight: '40 t', maxheight: '4.5', maxwidth: '3' }, true],
  ['van', { maxweight: '7.5' }, true],
])('%s with %j: may use it is %s', async (profile, tags, mayUse) => {
  expect(await meters(ring(tags), 'DA', 'BC', { profile })).toBe(mayUse ? 200 : 300)
})

test('a pedestrian street that is open to vehicles is driven at walking speed', async () => {
  const city = ring({ highway: 'pedestrian', motor_vehicle: 'yes', name: 'Ερμού' })
  const snapped = await createRoadsOn(drawGraph(city).graph).snap(spotBetween(city, 'A', 'B'), {
    profile: 'van',
  })
  expect(snapped).toMatchObject({ street: 'Ερμού', side: 'on' })
  expect(await meters(city, 'DA', 'BC')).toBe(300)
})

test('a lighter truck may cross where a heavy one may not', async () => {
  const vehicle = { heightMeters: 2.5, widthMeters: 2, weightTonnes: 3.5 }
  expect(await meters(ring({ maxweight: '7.5' }), 'DA', 'BC', { profile: 'truck', vehicle })).toBe(200)
})

test('a bollard stops wheels at its node and lets walkers pass', async () => {
  const city: DrawnCity = {
    picture: ['AXB', 'D E'],
    ways: [{ path: 'AXB' }, { path: 'BE' }, { path: 'ED' }, { path: 'DA' }],
    barriers: { X: { barrier: 'bollard' } },
  }
  expect(await meters(city, 'AX', 'XB', { profile: 'foot' })).toBe(100)
  expect(await meters(city, 'AX', 'XB')).toBe(50 + 100 + 200 + 100 + 50)
  const gate = { ...city, barriers: { X: { barrier: 'gate' } } }
  expect(await meters(gate, 'AX', 'XB')).toBe(100)
  const locked = { ...city, barriers: { X: { barrier: 'gate', access: 'private' } } }
  expect(await meters(locked, 'AX', 'XB')).toBe(500)
})

test('a bridge over a street does not meet it', async () => {
  const city: DrawnCity = {
    picture: [' B ', 'AxD', ' C '],
    // the bridge runs from A to D without the node of the crossing below
    ways: [
      { path: 'AD', tags: { bridge: 'yes', layer: '1' } },
      { path: 'BxC' },
      { path: 'AB' },
      { path: 'CD' },
    ],
  }
  const { graph, drive } = drawGraph(city)
  expect(drive.nodes).toBe(4)
  const roads = createRoadsOn(graph)
  const points = [spotBetween(city, 'A', 'D', 0.3), spotBetween(city, 'B', 'C', 0.2)]
  const matrix = await roads.matrix(points, { profile: 'van' })
  // back to A, up to B and down: 60 m + 141 m + 40 m
  expect(metersBetween(matrix, 0, 1)).toBe(241)
})

test('the report says what was dropped and why', () => {
  const { drive, walk } = drawGraph({
    picture: BLOCK,
    ways: [
      { path: 'AB', tags: { highway: 'construction' } },
      { path: 'BC', tags: { access: 'private' } },
      { path: 'CF', tags: { highway: 'steps' } },
      { path: 'FE' },
      { path: 'E' },
      { path: 'EDq' },
    ],
  })
  expect(drive.waysDropped).toEqual({
    'highway=construction': 1,
    'access=private': 1,
    'not for these profiles: highway=steps': 1,
    'fewer than two nodes': 1,
  })
  expect(drive.waysCut).toBe(1)
  expect(walk.waysKept).toBe(3)
})

test('an isolated piece is never snapped to', async () => {
  const city: DrawnCity = {
    picture: ['ABC', 'D F', '   ', 'G H'],
    ways: [{ path: 'ABCFDA' }, { path: 'GH' }],
  }
  const { graph, drive } = drawGraph(city)
  expect(drive.segments - drive.segmentsInMainComponent.van).toBe(1)
  const snapped = await createRoadsOn(graph).snap(spotBetween(city, 'G', 'H'), { profile: 'van' })
  expect(snapped!.offsetMeters).toBeGreaterThan(150)
})

test('a street that can be entered but not left is not part of the main component', () => {
  const { drive } = drawGraph({
    picture: BLOCK,
    ways: [{ path: 'ABEDA' }, { path: 'BC', tags: { oneway: 'yes' } }],
  })
  expect(drive.segments - drive.segmentsInMainComponent.van).toBe(1)
})
