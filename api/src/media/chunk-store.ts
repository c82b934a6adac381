import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The photo on its way that chunks belong to. */
export interface ChunksKey {
  jurisdictionId: string
  mediaId: string
}

/** Chunks that have come, kept until their photo is whole; the first one under a number stays. */
export interface ChunkStore {
  put(key: ChunksKey, index: number, bytes: Buffer): Promise<void>
  /** numbers of the chunks that are there, ascending */
  list(key: ChunksKey): Promise<number[]>
  /** chunks 0 to count - 1 as one, on the disk for good; null when one is not there */
  join(key: ChunksKey, count: number): Promise<Buffer | null>
  remove(key: ChunksKey): Promise<void>
  /** photos of a city that any chunk is kept of */
  photos(jurisdictionId: string): Promise<string[]>
}

/** Keeps chunks in `<dataDirectory>/uploads/<city>/<photo>/<number>`. */
export function openChunkFolder(dataDirectory: string): ChunkStore {
  const city = (jurisdictionId: string) => join(dataDirectory, 'uploads', jurisdictionId)
  const folder = ({ jurisdictionId, mediaId }: ChunksKey) => join(city(jurisdictionId), mediaId)
  return {
    async put(key, index, bytes) {
      await mkdir(folder(key), { recursive: true })
      const draft = join(folder(key), randomUUID())
      await writeFile(draft, bytes)
      // unlike a rename, a link never puts other bytes in the place of those that were checked
      await link(draft, join(folder(key), String(index))).catch((failure: NodeJS.ErrnoException) => {
        if (failure.code !== 'EEXIST') throw failure
      })
      await rm(draft)
    },
    async list(key) {
      const names = await namesIn(folder(key))
      return names
        .filter((name) => /^\d+$/.test(name))
        .map(Number)
        .sort((a, b) => a - b)
    },
    async join(key, count) {
      const chunks: Buffer[] = []
      for (let index = 0; index < count; index++) {
        const bytes = await readForGood(join(folder(key), String(index)))
        if (!bytes) return null
        chunks.push(bytes)
      }
      return Buffer.concat(chunks)
    },
    remove: (key) => rm(folder(key), { recursive: true, force: true }),
    photos: (jurisdictionId) => namesIn(city(jurisdictionId)),
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === 'ENOENT') return []
    throw failure
  })
}

/** The tablet forgets a photo once it is received: then it must outlive a power cut here. */
async function readForGood(file: string): Promise<Buffer | null> {
  try {
    await using handle = await open(file, 'r+')
    await handle.sync()
    return await handle.readFile()
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw failure
  }
}
