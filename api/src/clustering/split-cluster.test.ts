import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitCluster, type PieceCap, type Spot } from './split-cluster.ts'

const cap: PieceCap = { count: 8, spreadMeters: 400, linkMeters: 100 }
const place = fc.record({ x: fc.integer({ min: 0, max: 1500 }), y: fc.integer({ min: 0, max: 900 }) })
const places = fc.uniqueArray(place, { maxLength: 120, selector: ({ x, y }) => `${x} ${y}` })

test('a cluster within the cap stays whole, also where it is thin', () => {
  const row = spotsAt([0, 90, 180, 270, 360])
  expect(idsOf(splitCluster(row, cap))).toEqual([[0, 1, 2, 3, 4]])
})

test('a chain is cut where it is thin', () => {
  const chain = spotsAt([0, 20, 40, 60, 160, 180, 200, 220, 310, 330, 350, 370, 390])
  expect(idsOf(splitCluster(chain, cap))).toEqual([
    [0, 1, 2, 3, 4, 5, 6, 7],
    [8, 9, 10, 11, 12],
  ])
})

test('more on one spot than one piece may hold are several pieces', () => {
  const pieces = splitCluster(spotsAt(Array.from({ length: 20 }, () => 0)), cap)
  expect(pieces.flat()).toHaveLength(20)
  expect(Math.max(...pieces.map(({ length }) => length))).toBe(8)
})

test('every spot is in one piece, and every piece is within the cap and hangs together', () => {
  fc.assert(
    fc.property(places, (given) => {
      const spots = given.map((at, id) => ({ id, ...at }))
      const pieces = splitCluster(spots, cap)
      expect(pieces.flatMap((piece) => piece.map(({ id }) => id)).toSorted((a, b) => a - b)).toEqual(
        spots.map(({ id }) => id),
      )
      for (const piece of pieces) {
        expect(piece.length).toBeLessThanOrEqual(cap.count)
        expect(spreadOf(piece)).toBeLessThanOrEqual(cap.spreadMeters)
        if (pieces.length > 1) expect(hangsTogether(piece)).toBe(true)
      }
    }),
    { numRuns: 200, seed: 11 },
  )
})

test('two linked pieces are two because together they would break the cap', () => {
  fc.assert(
    fc.property(places, (given) => {
      const pieces = splitCluster(
        given.map((at, id) => ({ id, ...at })),
        cap,
      )
      for (const [index, one] of pieces.entries())
        for (const other of pieces.slice(index + 1)) {
          const union = [...one, ...other]
          const areLinked = one.some((a) => other.some((b) => meters(a, b) <= cap.linkMeters))
          if (areLinked) expect(union.length > cap.count || spreadOf(union) > cap.spreadMeters).toBe(true)
        }
    }),
    { numRuns: 200, seed: 12 },
  )
})

test('the same spots in any order are the same pieces', () => {
  const shuffled = places.chain((given) =>
    fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
  )
  fc.assert(
    fc.property(shuffled, ([given, again]) => {
      const placesOf = (spots: typeof given) =>
        splitCluster(
          spots.map((at, id) => ({ id, ...at })),
          cap,
        )
          .map((piece) => piece.map(({ x, y }) => `${x} ${y}`).sort())
          .sort()
      expect(placesOf(again)).toEqual(placesOf(given))
    }),
    { numRuns: 100, seed: 13 },
  )
})

test('one more spot in a quarter of six hundred leaves what is far away as it was', () => {
  const random = randomFrom(5)
  const quarter = Array.from({ length: 600 }, (_, id) => ({ id, x: random() * 3000, y: random() * 2000 }))
  const before = new Set(idsOf(splitCluster(quarter, cap)).map(String))
  const reaches: number[] = []
  const counts: number[] = []
  for (let round = 0; round < 60; round++) {
    const added = { id: 600, x: random() * 3000, y: random() * 2000 }
    const changed = splitCluster([...quarter, added], cap).filter(
      (piece) => !before.has(String(idsOf([piece])[0])),
    )
    counts.push(changed.length)
    reaches.push(Math.max(...changed.flat().map((spot) => meters(spot, added))))
  }
  expect(median(counts)).toBeLessThanOrEqual(3)
  expect(median(reaches)).toBeLessThanOrEqual(cap.spreadMeters)
  expect(Math.max(...reaches)).toBeLessThanOrEqual(3 * cap.spreadMeters)
})

function spotsAt(xs: number[]): Spot[] {
  return xs.map((x, id) => ({ id, x, y: 0 }))
}

function idsOf(pieces: Spot[][]): number[][] {
  return pieces
    .map((piece) => piece.map(({ id }) => id).toSorted((a, b) => a - b))
    .sort((a, b) => a[0] - b[0])
}

function meters(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

function spreadOf(piece: Spot[]): number {
  return Math.max(0, ...piece.flatMap((a) => piece.map((b) => meters(a, b))))
}

function hangsTogether(piece: Spot[]): boolean {
  const reached = new Set(piece.slice(0, 1))
  for (const from of reached) for (const to of piece) if (meters(from, to) <= cap.linkMeters) reached.add(to)
  return reached.size === piece.length
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}

/** Park and Miller's minimal generator. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}
