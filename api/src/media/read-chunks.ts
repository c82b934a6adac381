/**
 * A body of chunks that follow each other, each as it becomes whole; of one that does not, nothing is given. Keeps no
 * more than one of them. The generator returns whether the body ended with the end of a chunk.
 */
export async function* readChunks(
  body: AsyncIterable<Buffer>,
  lengths: Iterable<number>,
): AsyncGenerator<Buffer[], boolean> {
  const wanted = lengths[Symbol.iterator]()
  let chunk: Buffer[] = []
  let missing = wanted.next().value ?? 0
  for await (let piece of body) {
    while (piece.length >= missing) {
      if (missing === 0) {
        // more than was wanted
        if (piece.length > 0) return false
        break
      }
      yield [...chunk, piece.subarray(0, missing)]
      piece = piece.subarray(missing)
      chunk = []
      missing = wanted.next().value ?? 0
      if (piece.length === 0) break
    }
    if (piece.length > 0) {
      chunk.push(piece)
      missing -= piece.length
    }
  }
  return chunk.length === 0
}
