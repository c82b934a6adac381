import { expect, test } from 'vitest'
import { TileCache, type CachedTile } from './cache.ts'

const tile = (bytes = 100): CachedTile => ({ hash: String(bytes), gzip: Buffer.alloc(bytes) })
const minute = 60_000

test('a tile that was made is found', async () => {
  const cache = new TileCache({ maxBytes: 10_000 })
  const made = await cache.make('a', 'square', minute, async () => tile())
  expect(cache.find('a')).toBe(made)
})

test('equal misses at a time make the tile once', async () => {
  const cache = new TileCache({ maxBytes: 10_000 })
  let times = 0
  const first = cache.make('a', 'square', minute, async () => {
    times += 1
    return tile()
  })
  expect(await cache.find('a')).toBe(await first)
  expect(times).toBe(1)
})

test('the least recently used is forgotten when the bytes are used up', async () => {
  const cache = new TileCache({ maxBytes: 2_000 })
  for (const key of ['a', 'b', 'c']) await cache.make(key, key, minute, async () => tile())
  cache.find('a')
  await cache.make('d', 'd', minute, async () => tile())
  expect(['a', 'b', 'c', 'd'].filter((key) => cache.find(key))).toEqual(['a', 'c', 'd'])
  expect(cache.bytes).toBeLessThanOrEqual(2_000)
})

test('a tile larger than the whole cache is not kept', async () => {
  const cache = new TileCache({ maxBytes: 2_000 })
  await cache.make('a', 'a', minute, async () => tile(3_000))
  expect(cache.find('a')).toBeUndefined()
  expect(cache.bytes).toBe(0)
})

test('a tile grows old', async () => {
  let now = 0
  const cache = new TileCache({ maxBytes: 10_000, now: () => now })
  await cache.make('a', 'a', 1_000, async () => tile())
  now = 999
  expect(cache.find('a')).toBeDefined()
  now = 1_000
  expect(cache.find('a')).toBeUndefined()
})

test('evicting a square takes all its filters and no other square', async () => {
  const cache = new TileCache({ maxBytes: 10_000 })
  await cache.make('1/0/0?a', '1/0/0', minute, async () => tile())
  await cache.make('1/0/0?b', '1/0/0', minute, async () => tile())
  await cache.make('1/0/1?a', '1/0/1', minute, async () => tile())
  cache.evict('1/0/0')
  expect(cache.find('1/0/0?a')).toBeUndefined()
  expect(cache.find('1/0/0?b')).toBeUndefined()
  expect(cache.find('1/0/1?a')).toBeDefined()
})

test('a tile being made while its square changes is given to those who wait but not kept', async () => {
  const cache = new TileCache({ maxBytes: 10_000 })
  const { promise, resolve } = Promise.withResolvers<CachedTile>()
  const waiting = cache.make('a', 'square', minute, () => promise)
  cache.evict('square')
  expect(cache.find('a')).toBeUndefined()
  const fresh = await cache.make('a', 'square', minute, async () => tile(7))
  resolve(tile(5))
  expect((await waiting).hash).toBe('5')
  expect(cache.find('a')).toBe(fresh)
})

test('a failure reaches all who wait and is not remembered', async () => {
  const cache = new TileCache({ maxBytes: 10_000 })
  const failing = cache.make('a', 'a', minute, async () => {
    throw new Error('no database')
  })
  await expect(failing).rejects.toThrow('no database')
  expect(cache.find('a')).toBeUndefined()
  expect(cache.underWay).toBe(0)
})
