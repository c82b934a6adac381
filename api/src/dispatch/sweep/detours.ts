import { UNREACHABLE, type TravelMatrix } from '../../roads/index.ts'

export interface Detour {
  /** the place of the way it is taken from: the nearer of the two that it lies between */
  from: number
  seconds: number
  /** from there */
  meters: number
}

/**
 * The least that a way grows by when it goes by a place as well. The matrix has the places of the way first, in their
 * order, then the others. Null where no street leads there and back.
 */
export function cheapestDetour(matrix: TravelMatrix, wayLength: number, place: number): Detour | null {
  const seconds = (a: number, b: number) => matrix.seconds[a * matrix.size + b]!
  const meters = (a: number, b: number) => matrix.meters[a * matrix.size + b]!
  let best: Detour | null = null
  for (let from = 0; from + 1 < wayLength; from++) {
    const there = seconds(from, place)
    const back = seconds(place, from + 1)
    const direct = seconds(from, from + 1)
    if (Math.max(there, back, direct) >= UNREACHABLE) continue
    const more = Math.max(0, there + back - direct)
    if (best && more >= best.seconds) continue
    const isNearer = from + 2 === wayLength || there <= back
    best = isNearer
      ? { from, seconds: more, meters: meters(from, place) }
      : { from: from + 1, seconds: more, meters: meters(place, from + 1) }
  }
  return best
}
