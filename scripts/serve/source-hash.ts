import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './config.ts'

/** A name for the content of every file that matches, by paths from the root; tests do not count. */
export function hashSources(patterns: readonly string[], ignored = /\.test\.ts$/): string {
  const hash = createHash('sha256')
  const files = globSync(patterns, { cwd: root }).filter((file) => !ignored.test(file))
  for (const file of files.toSorted()) {
    const path = join(root, file)
    if (statSync(path).isFile()) hash.update(file).update('\0').update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}
