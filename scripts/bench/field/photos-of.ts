import type { Random } from '../../simulate/random.ts'
import { drawPng } from '../../tablet-model/draw-png.ts'

/** Photos of a size, each another one: a real picture of noise that nothing makes smaller, with a tail of its own. */
export function photosOf(bytes: number, random: Random): () => Blob {
  // rows and blocks of the format add less than a hundredth
  const side = Math.floor(Math.sqrt((bytes * 0.99) / 3))
  const png = new Blob([new Uint8Array(drawPng(side, side, noise(side * side * 3, random)))])
  // what follows the end of a PNG is ignored by whoever reads it
  return () => new Blob([png, new Uint8Array(noise(16, random))])
}

function noise(bytes: number, random: Random): Buffer {
  return Buffer.from(Array.from({ length: bytes }, () => random.below(256)))
}
