import { randomUUID } from 'node:crypto'
import { open, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

export type PictureSize = 'full' | 'small'

/** A picture of a city, by the SHA-256 of its full size; what is stored under a key never changes. */
export interface MediaKey {
  jurisdictionId: string
  sha256: string
}

export interface MediaStore {
  put(key: MediaKey, size: PictureSize, bytes: Buffer): Promise<void>
  /** null when there is none */
  open(key: MediaKey, size: PictureSize): Promise<{ bytes: number; stream: Readable } | null>
  remove(key: MediaKey): Promise<void>
}

/** Keeps pictures in `<dataDirectory>/media/<city>/`, spread over 256 folders. */
export function openFolderStore(dataDirectory: string): MediaStore {
  const fileOf = ({ jurisdictionId, sha256 }: MediaKey, size: PictureSize) =>
    join(dataDirectory, 'media', jurisdictionId, sha256.slice(0, 2), `${sha256}-${size}.webp`)
  return {
    async put(key, size, bytes) {
      const file = fileOf(key, size)
      await mkdir(dirname(file), { recursive: true })
      // a reader never sees half a picture
      const draft = `${file}.${randomUUID()}`
      await writeFile(draft, bytes)
      await rename(draft, file)
    },
    async open(key, size) {
      const file = await open(fileOf(key, size)).catch(() => null)
      return file && { bytes: (await file.stat()).size, stream: file.createReadStream() }
    },
    async remove(key) {
      await Promise.all([rm(fileOf(key, 'full'), { force: true }), rm(fileOf(key, 'small'), { force: true })])
    },
  }
}
