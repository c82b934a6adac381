import { parseArgs } from 'node:util'
import { many, sql } from '@dromos/db'
import { z } from 'zod'
import { readExtract } from './import-osm/read-extract.ts'
import { cutAtCrossings } from './import-osm/segments.ts'
import { writeBasemap, writeLabels } from './import-osm/write-basemap.ts'
import { writeStreets } from './import-osm/write-streets.ts'
import { inTransaction, openLoader } from './seed/loader.ts'

export interface ImportOsmOptions {
  databaseUrl: string
  pbfFile: string
  /** a name for what the file covers; importing under the same name replaces it */
  extract: string
  onProgress?: (text: string) => void
}

/** Loads an OpenStreetMap extract: the basemap, and the streets and house numbers of every city inside it. */
export async function importOsm(options: ImportOsmOptions): Promise<{ lines: number; segments: number }> {
  const { pbfFile, extract, onProgress = () => {} } = options
  await using stack = new AsyncDisposableStack()
  const database = openLoader(options.databaseUrl)
  stack.defer(() => database.close())
  onProgress('reading the streets')
  const read = await readExtract(pbfFile)
  const lines = await inTransaction(database, async (writer) => {
    const written = await writeBasemap(writer, read, extract)
    await writeLabels(writer, extract)
    return written
  })
  onProgress(`${lines} lines of the map`)
  const segments = cutAtCrossings(read)
  const cities = await many(
    database,
    z.object({ id: z.string() }),
    sql`select id from jurisdiction order by id`,
  )
  let total = 0
  for (const { id } of cities) {
    total += await writeStreets(database, id, segments)
    onProgress(`${total} stretches of street`)
  }
  return { lines, segments: total }
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { database: { type: 'string', default: process.env.DATABASE_URL }, extract: { type: 'string' } },
  })
  const [pbfFile] = positionals
  if (!values.database || !values.extract || !pbfFile) {
    console.error('usage: npm run import-osm -- --extract NAME [--database URL] FILE.osm.pbf')
    process.exit(2)
  }
  await importOsm({
    databaseUrl: values.database,
    pbfFile,
    extract: values.extract,
    onProgress: (text) => console.log(text),
  })
}
