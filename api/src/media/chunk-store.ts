import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

/** The photo on its way that chunks belong to. */
export interface ChunksKey {
  jurisdictionId: string
  mediaId: string
}

/** Chunks that have come, kept until their photo is whole; the first one under a number stays. */
export interface ChunkStore {
  /** on the disk for good; false when another one was there before */
  put(key: ChunksKey, index: number, pieces: readonly Buffer[]): Promise<boolean>
  /** numbers of the chunks that are there, ascending */
  list(key: ChunksKey): Promise<number[]>
  /** null when it is not there */
  read(key: ChunksKey, index: number): Promise<Buffer | null>
  /** chunks 0 to count - 1 as one; null when one is not there */
  join(key: ChunksKey, count: number): Promise<Buffer | null>
  remove(key: ChunksKey): Promise<void>
  /** photos of a city that any chunk is kept of */
  photos(jurisdictionId: string): Promise<string[]>
}

/** Keeps chunks in `<dataDirectory>/uploads/<city>/<photo>/<number>`. */
export function openChunkFolder(dataDirectory: string): ChunkStore {
  const city = (jurisdictionId: string) => join(dataDirectory, 'uploads', jurisdictionId)
  const folder = ({ jurisdictionId, mediaId }: ChunksKey) => join(city(jurisdictionId), mediaId)
  const fileOf = (key: ChunksKey, index: number) => join(folder(key), String(index))
  return {
    async put(key, index, pieces) {
      const draft = join(folder(key), randomUUID())
      const handle = await openDraft(folder(key), draft)
      try {
        const { bytesWritten } = await handle.writev([...pieces])
        if (bytesWritten < lengthOf(pieces)) throw new Error('the disk took only a part of a chunk')
        const isNew = await linkNew(draft, fileOf(key, index))
        // the tablet forgets a photo once it is received: then it must outlive a power cut here, name and all
        await handle.sync()
        return isNew
      } finally {
        await handle.close()
        await rm(draft, { force: true })
      }
    },
    async list(key) {
      const names = await namesIn(folder(key))
      return names
        .filter((name) => /^\d+$/.test(name))
        .map(Number)
        .sort((a, b) => a - b)
    },
    read: (key, index) => readThere(fileOf(key, index)),
    async join(key, count) {
      const chunks: Buffer[] = []
      for (let index = 0; index < count; index++) {
        const bytes = await readThere(fileOf(key, index))
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

function lengthOf(pieces: readonly Buffer[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0)
}

async function openDraft(folder: string, draft: string): Promise<FileHandle> {
  return open(draft, 'wx').catch(async (failure: NodeJS.ErrnoException) => {
    if (failure.code !== 'ENOENT') throw failure
    await mkdir(folder, { recursive: true })
    return open(draft, 'wx')
  })
}

/** Unlike a rename, a link never puts other bytes in the place of those that were checked. */
async function linkNew(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file)
    return true
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw failure
  }
}

async function readThere(file: string): Promise<Buffer | null> {
  return readFile(file).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === 'ENOENT') return null
    throw failure
  })
}
