import { expect, test } from 'vitest'
import { createRoadsOn } from '../providers/roads.ts'
import { BAYREUTH_PBF, drawGraph, spotBetween } from '../testing.ts'
import type { DrawnCity } from '../testing.ts'
import { metersBetween } from '../travel-times.ts'
import { buildGraph } from './build-roads.ts'
import { readOsm } from './read-osm.ts'

/** Two by two blocks. Ways by number: 0 A–B, 1 B–C, 2 B–E, 3 E–H, and the streets around. */
const CITY: DrawnCity = {
  picture: ['ABC', 'DEF', 'GHI'],
  ways: [
    { path: 'AB' },
    { path: 'BC' },
    { path: 'BE' },
    { path: 'EH' },
    { path: 'CF' },
    { path: 'FI' },
    { path: 'IH' },
    { path: 'HG' },
    { path: 'GD' },
    { path: 'DA' },
    { path: 'DE' },
    { path: 'EF' },
  ],
}

async function meters(city: DrawnCity, from: string, to: string): Promise<number | null> {
  const roads = createRoadsOn(drawGraph(city).graph)
  const points = [spotBetween(city, from[0], from[1]), spotBetween(city, to[0], to[1])]
  return metersBetween(await roads.matrix(points, { profile: 'van' }), 0, 1)
}

const restricted = (...restrictions: NonNullable<DrawnCity['restrictions']>): DrawnCity => ({
  ...CITY,
  restrictions,
})

test('without restrictions the turn is taken', async () => {
  expect(await meters(CITY, 'AB', 'BE')).toBe(100)
})

test('a banned turn leads around the block or through a turn at the next crossing', async () => {
  const city = restricted({ kind: 'no_right_turn', from: 0, via: 'B', to: 2 })
  // straight on to C, back, and then left is the same as around by A, D and E: 300 m
  expect(await meters(city, 'AB', 'BE')).toBe(300)
  expect(await meters(city, 'BE', 'AB')).toBe(100)
  expect(await meters(city, 'BC', 'BE')).toBe(100)
  expect(await meters(city, 'AB', 'BC')).toBe(100)
})

test('a mandatory turn bans every other way out, turning back included', async () => {
  const city = restricted({ kind: 'only_straight_on', from: 0, via: 'B', to: 1 })
  expect(await meters(city, 'AB', 'BE')).toBe(300)
  expect(await meters(city, 'AB', 'BC')).toBe(100)
  const onlyRight = restricted({ kind: 'only_right_turn', from: 0, via: 'B', to: 2 })
  expect(await meters(onlyRight, 'AB', 'BC')).toBe(300)
})

test('a restriction over a way in between holds for that run alone', async () => {
  const city = restricted({ kind: 'no_left_turn', from: 0, via: [2], to: 11 })
  // A–B, B–E, E–F is banned as a whole: C, F is as near
  expect(await meters(city, 'AB', 'EF')).toBe(300)
  expect(await meters(city, 'BC', 'EF')).toBe(200)
  expect(await meters(city, 'AB', 'EH')).toBe(200)
})

test('several restrictions at one crossing hold together', async () => {
  const city = restricted(
    { kind: 'no_right_turn', from: 0, via: 'B', to: 2 },
    { kind: 'no_straight_on', from: 0, via: 'B', to: 1 },
  )
  // only turning back remains at B: A, D, E
  expect(await meters(city, 'AB', 'BE')).toBe(300)
  expect(await meters(city, 'AB', 'BC')).toBe(50 + 100 + 100 + 100 + 50)
})

test('vertices are added only where a restriction starts', () => {
  const plain = drawGraph(CITY).drive
  const { drive } = drawGraph(restricted({ kind: 'no_right_turn', from: 0, via: 'B', to: 2 }))
  expect(plain.vertices).toBe(plain.nodes)
  expect(drive.vertices).toBe(drive.nodes + 1)
})

test('a restriction that cannot be read is counted, not guessed', () => {
  const { drive } = drawGraph(restricted({ kind: 'no_left_turn', from: 0, via: 'I', to: 2 }))
  expect(drive.restrictionsKept).toBe(0)
  expect(drive.restrictionsDropped).toEqual({ 'its ways do not meet': 1 })
})

test('Bayreuth keeps 38 of its 40 restrictions, and the banned turns are not in the graph', async () => {
  const extract = await readOsm(BAYREUTH_PBF)
  const { graph, drive } = buildGraph(extract)
  expect(drive.restrictionsKept).toBe(38)
  const { streets, turns } = graph.drive
  for (const { tags, members } of extract.restrictions) {
    if (!tags.restriction?.startsWith('no_')) continue
    const wayOf = (role: string): number => members.find((member) => member.role === role)!.ref
    const segmentsOf = (way: number): number[] =>
      [...streets.way.keys()].filter((at) => streets.way[at] === way)
    // every vertex that an arc of `from` reaches at the via node has no arc of `to`
    const ends = (way: number, ends: 'arcHead' | 'arcTail'): number[] =>
      segmentsOf(way).flatMap((segment) =>
        [2 * segment, 2 * segment + 1].flatMap((directed) => [
          ...turns[ends].subarray(turns.arcStart[directed], turns.arcStart[directed + 1]),
        ]),
      )
    const reached = new Set(ends(wayOf('from'), 'arcHead'))
    const left = new Set(ends(wayOf('to'), 'arcTail'))
    const shared = [...reached].filter((vertex) => left.has(vertex))
    expect(shared).toEqual([])
  }
})
