import type { LonLat } from '../geo/lon-lat.ts'
import type { Network } from './network/network.ts'

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Random points within the network's frame. */
export function randomPoints({ grid }: Network, count: number, random: () => number): LonLat[] {
  const [west, south, width, height, columns, rows] = grid.frame
  return Array.from({ length: count }, (): LonLat => [
    (west + random() * width * columns) / 1e7,
    (south + random() * height * rows) / 1e7,
  ])
}
