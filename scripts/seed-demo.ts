import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { sql, type Database } from '@dromos/db'
import { computeAllHotspots } from '../api/src/hotspots/compute-hotspots.ts'
import { importOsm } from './import-osm.ts'
import { writeMunicipalities } from './import-osm/write-municipalities.ts'
import { aigaleo } from './seed/cities/aigaleo.ts'
import { athens } from './seed/cities/athens.ts'
import type { DemoCity } from './seed/cities/city.ts'
import { inTransaction, openLoader } from './seed/loader.ts'
import { writeAccounts } from './seed/write-accounts.ts'
import { demoDirectory, writeCity } from './seed/write-city.ts'
import { writeJobForms } from './seed/write-job-forms.ts'
import { writePins } from './seed/write-pins.ts'
import { extendRoster, writeWorkforce } from './seed/write-workforce.ts'
import { catchUp } from './simulate/catch-up.ts'
import { simulateCity } from './simulate/simulate-city.ts'

export interface SeedDemoOptions {
  databaseUrl: string
  now?: Date
  onProgress?: (text: string) => void
  /** small: Aigaleo alone, with few requests */
  size?: 'full' | 'small'
}

const extract = 'athens'

/**
 * Brings a database to the whole demo. Every step is one transaction and is left out where it has been done, so
 * a start that was cut off is completed by the next, and a second one does nothing but live the days since:
 * requests and roster reach to today. A database that serves other cities is left alone.
 */
export async function seedDemo(options: SeedDemoOptions): Promise<void> {
  const { databaseUrl, now = new Date(), onProgress = () => {}, size = 'full' } = options
  const cities = size === 'full' ? [aigaleo, athens] : [aigaleo]
  await using stack = new AsyncDisposableStack()
  const database = openLoader(databaseUrl)
  stack.defer(() => database.close())
  if (await servesOthers(database)) return
  for (const city of cities) await seedCity(database, city, onProgress)
  await seedStreets(database, databaseUrl, cities, onProgress)
  for (const { id } of cities) await seedJobForms(database, id, now)
  for (const city of cities) await seedWorkforce(database, city, now, onProgress)
  for (const { id } of cities) await seedPins(database, id, now)
  const added = new Map<string, number>()
  for (const city of cities) added.set(city.id, await seedRequests(database, city, options))
  if ([...added.values()].some((count) => count > 0)) await database.query(sql`analyze`)
  for (const city of cities) await seedHotspots(database, city, now, added.get(city.id)! > 0)
}

async function servesOthers(database: Database): Promise<boolean> {
  return exists(
    database,
    sql`select from jurisdiction where not coalesce((settings ->> 'demo')::boolean, false)`,
  )
}

async function seedCity(database: Database, city: DemoCity, onProgress: (text: string) => void) {
  if (await exists(database, sql`select from jurisdiction where id = ${city.id}`)) return
  onProgress(`${city.nameEn}: areas and services`)
  await database.tenant(city.id, (tx) => writeCity(tx, city))
}

async function seedStreets(
  database: Database,
  databaseUrl: string,
  cities: readonly DemoCity[],
  onProgress: (text: string) => void,
) {
  if (!(await exists(database, sql`select from basemap.municipality`))) {
    const file = fileURLToPath(new URL('municipalities.geojson', demoDirectory))
    await inTransaction(database, (writer) => writeMunicipalities(writer, file))
  }
  for (const { id } of cities) {
    if (await hasRows(database, id, sql`select from street_segment where jurisdiction_id = ${id}`)) continue
    const pbfFile = fileURLToPath(new URL('athens.osm.pbf', demoDirectory))
    await importOsm({ databaseUrl, pbfFile, extract, onProgress })
    return
  }
}

async function seedJobForms(database: Database, id: string, now: Date): Promise<void> {
  if (await hasRows(database, id, sql`select from job_form where jurisdiction_id = ${id}`)) return
  await database.tenant(id, (tx) => writeJobForms(tx, now))
}

async function seedWorkforce(
  database: Database,
  city: DemoCity,
  now: Date,
  onProgress: (text: string) => void,
) {
  if (await hasRows(database, city.id, sql`select from depot where jurisdiction_id = ${city.id}`))
    return database.tenant(city.id, (tx) => extendRoster(tx, now))
  onProgress(`${city.nameEn}: crews and accounts`)
  await database.tenant(city.id, async (tx) => {
    await writeWorkforce(tx, city, now)
    await writeAccounts(tx, city)
  })
}

async function seedPins(database: Database, id: string, now: Date): Promise<void> {
  if (await hasRows(database, id, sql`select from crew_pin where jurisdiction_id = ${id}`)) return
  await database.tenant(id, (tx) => writePins(tx, now))
}

/** Aigaleo whole, of Athens the last sixty days; `npm run simulate` loads the rest. */
async function seedRequests(database: Database, { id }: DemoCity, options: SeedDemoOptions): Promise<number> {
  const { now = new Date(), size = 'full', onProgress } = options
  const scale = size === 'small' ? 'small' : id === 'athens' ? 'athens' : 'aigaleo'
  const blocks = id === 'athens' ? 1 : undefined
  const { added } = await simulateCity({ database, jurisdictionId: id, scale, blocks, now, onProgress })
  if (added > 0) return added
  const caughtUp = await catchUp({ database, jurisdictionId: id, scale, now })
  if (caughtUp > 0) onProgress?.(`${id}: ${caughtUp} requests of the days since`)
  return caughtUp
}

async function seedHotspots(
  database: Database,
  { id }: DemoCity,
  now: Date,
  hasChanged: boolean,
): Promise<void> {
  if (!hasChanged && (await hasRows(database, id, sql`select from hotspot where jurisdiction_id = ${id}`)))
    return
  await database.tenant(id, (tx) => computeAllHotspots(tx, now))
}

async function exists(database: Database, statement: ReturnType<typeof sql>): Promise<boolean> {
  const { rows } = await database.query(sql`select exists (${statement}) as found`)
  return rows[0].found === true
}

/** The same inside one city's own rows. */
function hasRows(
  database: Database,
  jurisdictionId: string,
  statement: ReturnType<typeof sql>,
): Promise<boolean> {
  return database.tenant(jurisdictionId, async (tx) => {
    const { rows } = await tx.query(sql`select exists (${statement}) as found`)
    return rows[0].found === true
  })
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      database: { type: 'string', default: process.env.DATABASE_URL },
      size: { type: 'string', default: 'full' },
    },
  })
  if (!values.database || (values.size !== 'full' && values.size !== 'small')) {
    console.error('usage: npm run seed-demo -- [--database URL] [--size full|small]')
    process.exit(2)
  }
  await seedDemo({
    databaseUrl: values.database,
    size: values.size,
    onProgress: (text) => console.log(text),
  })
}
