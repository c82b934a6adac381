import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { tooLarge } from '../http/problems.ts'

/** Uploaded files, by city and content. They stay until the data folder is tidied by its owner. */
export function importFilePath(dataDirectory: string, jurisdictionId: string, sha256: string): string {
  return join(dataDirectory, 'imports', jurisdictionId, sha256)
}

/** Streams a file to disk without holding it in memory; the same content is kept once. */
export async function keepImportFile(
  dataDirectory: string,
  jurisdictionId: string,
  body: Readable,
  limitBytes: number,
): Promise<{ sha256: string; bytes: number; path: string }> {
  const folder = join(dataDirectory, 'imports', jurisdictionId)
  await mkdir(folder, { recursive: true })
  const draft = join(folder, `${randomUUID()}.part`)
  const hash = createHash('sha256')
  let bytes = 0
  try {
    await pipeline(
      body,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          bytes += chunk.length
          if (bytes > limitBytes) throw tooLarge(limitBytes)
          hash.update(chunk)
          yield chunk
        }
      },
      createWriteStream(draft, { flags: 'wx' }),
    )
    const sha256 = hash.digest('hex')
    const path = importFilePath(dataDirectory, jurisdictionId, sha256)
    await rename(draft, path)
    return { sha256, bytes, path }
  } finally {
    await rm(draft, { force: true })
  }
}

export async function isKept(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}
