import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

export type PictureSize = 'full' | 'small'

/** Pictures by the SHA-256 of their full size; what is stored under a name never changes. */
export interface MediaStore {
  put(sha256: string, size: PictureSize, bytes: Buffer): Promise<void>
  /** null when there is none */
  open(sha256: string, size: PictureSize): Promise<{ bytes: number; stream: Readable } | null>
  remove(sha256: string): Promise<void>
}

/** Keeps pictures in `<dataDirectory>/media/`, spread over 256 folders. */
export function openFolderStore(dataDirectory: string): MediaStore {
  const fileOf = (sha256: string, size: PictureSize) =>
    join(dataDirectory, 'media', sha256.slice(0, 2), `${sha256}-${size}.webp`)
  return {
    async put(sha256, size, bytes) {
      const file = fileOf(sha256, size)
      await mkdir(dirname(file), { recursive: true })
      // a reader never sees half a picture
      const draft = `${file}.${randomUUID()}`
      await writeFile(draft, bytes)
      await rename(draft, file)
    },
    async open(sha256, size) {
      const file = fileOf(sha256, size)
      const found = await stat(file).catch(() => null)
      return found && { bytes: found.size, stream: createReadStream(file) }
    },
    async remove(sha256) {
      await Promise.all([
        rm(fileOf(sha256, 'full'), { force: true }),
        rm(fileOf(sha256, 'small'), { force: true }),
      ])
    },
  }
}
