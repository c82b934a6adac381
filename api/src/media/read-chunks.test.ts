import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readChunks } from './read-chunks.ts'

async function* piecesOf(bytes: Buffer, sizes: number[]) {
  let from = 0
  for (const size of sizes) {
    yield bytes.subarray(from, from + size)
    from += size
  }
  yield bytes.subarray(from)
}

async function read(body: AsyncIterable<Buffer>, lengths: number[]) {
  const chunks: Buffer[] = []
  const reading = readChunks(body, lengths)
  let next = await reading.next()
  for (; !next.done; next = await reading.next()) chunks.push(Buffer.concat(next.value))
  return { chunks, isWhole: next.value }
}

test('however a body comes, its chunks are as long as they should be, and none is given that is not whole', async () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 12 })
  const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), sizes, lengths, async (given, pieces, wanted) => {
      const bytes = Buffer.from(given)
      const { chunks, isWhole } = await read(piecesOf(bytes, pieces), wanted)
      const ends = wanted.reduce<number[]>((sums, length) => [...sums, (sums.at(-1) ?? 0) + length], [])
      const reached = ends.filter((end) => end <= bytes.length)
      expect(chunks.map(({ length }) => length)).toEqual(wanted.slice(0, reached.length))
      expect(Buffer.concat(chunks)).toEqual(bytes.subarray(0, reached.at(-1) ?? 0))
      expect(isWhole).toBe(bytes.length === (reached.at(-1) ?? 0))
    }),
    { seed: 3, numRuns: 300 },
  )
})
