/**
 * A cost is one number: milliseconds × 2^26 + decimetres. Adding costs adds both parts, and the lesser
 * cost is the faster way, or the shorter of two equally fast ones; so every search that minimises costs
 * agrees on the metres too. Exact below 2^53: 37 hours and 6,700 km.
 */
const UNIT = 2 ** 26

export function packCost(milliseconds: number, decimeters: number): number {
  return milliseconds * UNIT + decimeters
}

/** Whole milliseconds of a finite cost. */
export function costMilliseconds(cost: number): number {
  return Math.floor(cost / UNIT)
}

/** Whole decimetres of a finite cost. */
export function costDecimeters(cost: number): number {
  return cost - Math.floor(cost / UNIT) * UNIT
}

/** The cost of a part of a segment, `decimeters` out of `length`. */
export function shareOfCost(cost: number, decimeters: number, length: number): number {
  if (cost === Infinity) return Infinity
  return packCost(Math.round((costMilliseconds(cost) * decimeters) / length), decimeters)
}

/** The cost at `factor` of the speed; 0 closes. */
export function slowedCost(cost: number, factor: number): number {
  if (factor <= 0) return Infinity
  return packCost(Math.round(costMilliseconds(cost) / factor), costDecimeters(cost))
}
