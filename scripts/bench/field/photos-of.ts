import type { Random } from '../../simulate/random.ts'
import { drawPng } from '../../tablet-model/draw-png.ts'

/**
 * Photos of a size, each another one: a real picture of noise that nothing makes smaller, with a tail of its own. All
 * share the picture's bytes until they are read.
 */
export function photosOf(bytes: number, random: Random): () => Blob {
  // rows and blocks of the format add less than a hundredth
  const side = Math.floor(Math.sqrt((bytes * 0.99) / 3))
  const png = drawPng(side, side, noise(side * side * 3, random))
  // what follows the end of a PNG is ignored by whoever reads it
  return () => new Photo(png, noise(16, random))
}

/**
 * Node gathers a Blob's bytes piece by piece, which takes as long as the city takes to receive them. What is read to be
 * hashed is there still when it is sent.
 */
class Photo extends Blob {
  #read: WeakRef<ArrayBuffer> | null = null
  readonly #picture: Uint8Array
  readonly #tail: Uint8Array

  constructor(picture: Uint8Array, tail: Uint8Array) {
    super([])
    this.#picture = picture
    this.#tail = tail
    Object.defineProperty(this, 'size', { value: picture.length + tail.length })
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    const read = this.#read?.deref()
    if (read) return read
    const bytes = new Uint8Array(this.size)
    bytes.set(this.#picture)
    bytes.set(this.#tail, this.#picture.length)
    this.#read = new WeakRef(bytes.buffer)
    return bytes.buffer
  }

  override slice(from = 0, to = this.size): Blob {
    const whole = this.#picture.length
    return new Photo(
      this.#picture.subarray(from, Math.max(from, Math.min(to, whole))),
      this.#tail.subarray(Math.max(0, from - whole), Math.max(0, to - whole)),
    )
  }
}

function noise(bytes: number, random: Random): Buffer {
  return Buffer.from(Array.from({ length: bytes }, () => random.below(256)))
}
