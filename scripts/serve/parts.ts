import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './config.ts'

type Modules = {
  'scripts/seed-demo.ts': {
    seedDemo(options: {
      databaseUrl: string
      onProgress: (text: string) => void
      size: 'full' | 'small'
    }): Promise<unknown>
  }
}

/** Loads a part; one that is not there is named. */
export async function loadPart<Path extends keyof Modules>(path: Path): Promise<Modules[Path]> {
  const file = join(root, path)
  if (!existsSync(file)) throw new Error(`A part of Dromos is missing: ${path}`)
  return import(pathToFileURL(file).href)
}
