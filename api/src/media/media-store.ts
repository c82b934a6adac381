import { randomUUID } from 'node:crypto'
import { open, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

/** A picture in both its sizes; a document as it is. */
export type MediaForm = 'full' | 'small' | 'document'

/** A picture of a city, by the SHA-256 of its full size, or a document by its own; what is stored under a key never changes. */
export interface MediaKey {
  jurisdictionId: string
  sha256: string
}

export interface MediaStore {
  put(key: MediaKey, form: MediaForm, bytes: Buffer): Promise<void>
  /** null when there is none */
  open(key: MediaKey, form: MediaForm): Promise<{ bytes: number; stream: Readable } | null>
  remove(key: MediaKey): Promise<void>
}

/** Keeps files in `<dataDirectory>/media/<city>/`, spread over 256 folders. */
export function openFolderStore(dataDirectory: string): MediaStore {
  const fileOf = ({ jurisdictionId, sha256 }: MediaKey, form: MediaForm) =>
    join(
      dataDirectory,
      'media',
      jurisdictionId,
      sha256.slice(0, 2),
      form === 'document' ? `${sha256}.pdf` : `${sha256}-${form}.webp`,
    )
  return {
    async put(key, form, bytes) {
      const file = fileOf(key, form)
      await mkdir(dirname(file), { recursive: true })
      // a reader never sees half a file
      const draft = `${file}.${randomUUID()}`
      await writeFile(draft, bytes)
      await rename(draft, file)
    },
    async open(key, form) {
      const file = await open(fileOf(key, form)).catch(() => null)
      return file && { bytes: (await file.stat()).size, stream: file.createReadStream() }
    },
    async remove(key) {
      const forms = ['full', 'small', 'document'] as const
      await Promise.all(forms.map((form) => rm(fileOf(key, form), { force: true })))
    },
  }
}
