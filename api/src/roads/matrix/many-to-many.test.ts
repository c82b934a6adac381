import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { costDecimeters, costMilliseconds } from '../metric/cost.ts'
import { mainComponent } from '../metric/main-component.ts'
import { createMetric } from '../metric/metric.ts'
import { segmentCosts } from '../metric/segment-costs.ts'
import { networkOf } from '../network/network.ts'
import type { Network, RoadGraph } from '../network/network.ts'
import { createDijkstra } from '../oracle/dijkstra.ts'
import { TIME_BANDS } from '../profiles/time-band.ts'
import { snapPoint } from '../snap/snap.ts'
import { randomPoints, seededRandom } from '../random.ts'
import { ATHENS_PBF, BAYREUTH_PBF, readGraph } from '../testing.ts'
import { UNREACHABLE } from '../travel-times.ts'
import type { Profile } from '../travel-times.ts'
import { manyToMany } from './many-to-many.ts'
import type { Placed } from './question.ts'

const PROFILES: Profile[] = ['van', 'truck', 'foot']

/** Seconds and metres by the hierarchy and by Dijkstra, for random places and random closures. */
function compare(
  network: Network,
  profile: Profile,
  random: () => number,
  options: { sources: number; targets: number; closedShare: number },
): { pairs: number; mismatches: string[]; unreachable: number } {
  const band = TIME_BANDS[Math.floor(random() * TIME_BANDS.length)]
  const open = segmentCosts(network.streets, { profile, band })
  const isMain = mainComponent(network, open)
  const slowing = new Map<number, number>()
  for (let segment = 0; segment < network.streets.segmentCount; segment++) {
    if (random() < options.closedShare) slowing.set(segment, random() < 0.5 ? 0 : 0.1 + 0.8 * random())
  }
  const metric = createMetric(network, open, isMain, slowing)
  const place = (count: number): Placed[] => {
    const placed: Placed[] = []
    while (placed.length < count) {
      const found = snapPoint(network, isMain, randomPoints(network, 1, random)[0])
      if (found) placed.push({ place: found, at: placed.length })
    }
    return placed
  }
  const sources = place(options.sources)
  // some targets share a segment or the very place with a source
  const targets = [
    ...place(options.targets - 2),
    { place: sources[0].place },
    neighbour(network, sources[1]),
  ].map((target, at) => ({ place: target.place, at }))
  const cells = {
    columns: targets.length,
    seconds: new Int32Array(sources.length * targets.length),
    meters: new Int32Array(sources.length * targets.length),
  }
  manyToMany(network, metric, sources, targets, cells)
  const dijkstra = createDijkstra(network, metric)
  const mismatches: string[] = []
  let unreachable = 0
  for (const source of sources) {
    const costs = dijkstra.costsTo(
      source.place,
      targets.map((target) => target.place),
    )
    costs.forEach((cost, column) => {
      const cell = source.at * targets.length + column
      const found = `${cells.seconds[cell]} s ${cells.meters[cell]} m`
      const expected =
        cost === Infinity
          ? `${UNREACHABLE} s ${UNREACHABLE} m`
          : `${Math.round(costMilliseconds(cost) / 1000)} s ${Math.round(costDecimeters(cost) / 10)} m`
      if (cost === Infinity) unreachable++
      if (found !== expected) mismatches.push(`${source.at} to ${column}: ${found}, not ${expected}`)
    })
  }
  return { pairs: sources.length * targets.length, mismatches, unreachable }
}

function neighbour({ streets }: Network, { place }: Placed): Pick<Placed, 'place'> {
  const decimeters = Math.floor(streets.decimeters[place.segment] / 3)
  return { place: { ...place, decimeters } }
}

describe('on the streets of Bayreuth, which have turn restrictions', () => {
  let graph: RoadGraph
  beforeAll(async () => {
    graph = await readGraph(BAYREUTH_PBF)
  })

  test.each(PROFILES)('the matrix agrees with Dijkstra for %s, whatever is closed', (profile) => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.constantFrom(0, 0.01, 0.1, 0.4),
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 3, max: 30 }),
        (seed, closedShare, sources, targets) => {
          const options = { sources, targets, closedShare }
          const { mismatches } = compare(networkOf(graph, profile), profile, seededRandom(seed), options)
          expect(mismatches).toEqual([])
        },
      ),
      { numRuns: 40, seed: 7 },
    )
  })
})

describe('on the streets of Athens', () => {
  let graph: RoadGraph
  beforeAll(async () => {
    graph = await readGraph(ATHENS_PBF)
  })

  test.each(PROFILES)('5,000 pairs agree with Dijkstra for %s', (profile) => {
    const options = { sources: 25, targets: 200, closedShare: 0 }
    const found = compare(networkOf(graph, profile), profile, seededRandom(1), options)
    expect(found.mismatches).toEqual([])
    expect(found.unreachable).toBe(0)
  })

  test.each(PROFILES)('with one street in thirty closed or slow, they agree for %s too', (profile) => {
    const options = { sources: 25, targets: 200, closedShare: 0.033 }
    const found = compare(networkOf(graph, profile), profile, seededRandom(2), options)
    expect(found.mismatches).toEqual([])
    expect(found.unreachable).toBeGreaterThan(0)
  })
})
