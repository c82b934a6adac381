import { linkedPairs } from './linked-pairs.ts'
import { PairHeap } from './pair-heap.ts'

export interface Spot {
  id: number
  /** metres on a plane */
  x: number
  y: number
}

/** What one piece may hold. */
export interface PieceCap {
  count: number
  /** between its two farthest spots */
  spreadMeters: number
  /** spots farther apart than this are joined only through others */
  linkMeters: number
}

interface Piece {
  spots: Spot[]
  spreadMeters: number
  neighbours: Set<number>
  /** in line among equals; the same whatever order the spots came in */
  rank: number
}

/**
 * Splits a cluster into pieces within the cap: spots that share a street first, then the two linked pieces whose
 * union spreads least, as long as it holds (complete linkage). So the cuts fall where a cluster is thin, no
 * number of pieces is chosen beforehand, and what is added at one end leaves the other as it was: two pieces
 * that are each other's nearest unite wherever else pieces unite.
 *
 * A cluster within the cap is one piece. The order of spots and of equal places decides nothing.
 */
export function splitCluster(spots: readonly Spot[], cap: PieceCap): Spot[][] {
  const sorted = spots.toSorted((a, b) => a.x - b.x || a.y - b.y || a.id - b.id)
  if (sorted.length <= cap.count && spreadOf(sorted, sorted) <= cap.spreadMeters) return [sorted]
  const pieces = singles(sorted, cap.linkMeters)
  const heap = new PairHeap()
  const offer = (a: number, b: number) => {
    const [one, other] = [pieces.get(a)!, pieces.get(b)!]
    if (one.spots.length + other.spots.length > cap.count) return
    const spread = Math.max(one.spreadMeters, other.spreadMeters, spreadOf(one.spots, other.spots))
    if (spread <= cap.spreadMeters) heap.push({ spread, ranks: ranksOf(one, other), a, b })
  }
  for (const [key, { neighbours }] of pieces)
    for (const other of neighbours) if (key < other) offer(key, other)
  let nextKey = sorted.length
  for (let pair = heap.pop(); pair; pair = heap.pop()) {
    if (!pieces.has(pair.a) || !pieces.has(pair.b)) continue
    const united = unite(pieces, pair.a, pair.b, nextKey, pair.spread)
    for (const other of united.neighbours) offer(nextKey, other)
    nextKey++
  }
  return [...pieces.values()].map((piece) => piece.spots)
}

function singles(spots: readonly Spot[], linkMeters: number): Map<number, Piece> {
  const pieces = new Map<number, Piece>()
  spots.forEach((spot, index) =>
    pieces.set(index, { spots: [spot], spreadMeters: 0, neighbours: new Set(), rank: index }),
  )
  for (const [a, b] of linkedPairs(spots, linkMeters)) {
    pieces.get(a)!.neighbours.add(b)
    pieces.get(b)!.neighbours.add(a)
  }
  return pieces
}

function unite(pieces: Map<number, Piece>, a: number, b: number, key: number, spreadMeters: number): Piece {
  const [one, other] = [pieces.get(a)!, pieces.get(b)!]
  const neighbours = new Set([...one.neighbours, ...other.neighbours])
  neighbours.delete(a)
  neighbours.delete(b)
  const united = {
    spots: [...one.spots, ...other.spots],
    spreadMeters,
    neighbours,
    rank: Math.min(one.rank, other.rank),
  }
  pieces.delete(a)
  pieces.delete(b)
  pieces.set(key, united)
  for (const neighbour of neighbours) {
    const known = pieces.get(neighbour)!.neighbours
    known.delete(a)
    known.delete(b)
    known.add(key)
  }
  return united
}

function ranksOf(one: Piece, other: Piece): [number, number] {
  return one.rank < other.rank ? [one.rank, other.rank] : [other.rank, one.rank]
}

/** The largest distance from a spot of the one to a spot of the other. */
function spreadOf(some: readonly Spot[], others: readonly Spot[]): number {
  let most = 0
  for (const { x, y } of some)
    for (const other of others) {
      const squared = (other.x - x) ** 2 + (other.y - y) ** 2
      if (squared > most) most = squared
    }
  return Math.sqrt(most)
}
