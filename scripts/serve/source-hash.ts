import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './config.ts'

/** A name for the content of every file that matches, by paths from the root; tests do not count. */
export function hashSources(patterns: readonly string[], ignored?: RegExp): string {
  const hash = createHash('sha256')
  for (const file of listSources(patterns, ignored)) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

/** The files that match, by paths from the root, in order. */
export function listSources(patterns: readonly string[], ignored = /\.test\.ts$/): string[] {
  return globSync(patterns, { cwd: root })
    .filter((file) => !ignored.test(file) && statSync(join(root, file)).isFile())
    .toSorted()
}
