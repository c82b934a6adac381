import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The secret that signs session cookies: given, or made once and kept in the data folder. */
export async function readSessionSecret(dataDirectory: string, given: string | undefined): Promise<string> {
  if (given) return given
  const file = join(dataDirectory, 'session-secret')
  await mkdir(dataDirectory, { recursive: true })
  const fresh = randomBytes(48).toString('base64url')
  // of several processes that start together one writes it and all read it
  await writeFile(file, fresh, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  return (await readFile(file, 'utf8')).trim()
}
