import type { Logger } from 'pino'
import { z } from 'zod'
import { many, openDatabase, sql } from '@dromos/db'
import { step } from '../bootstrap/progress.mjs'
import { runDemoDay } from '../seed/demo-day.ts'
import { runLivedDay } from '../seed/lived-day.ts'
import { openPast } from './open-past.ts'

const city = z.object({ id: z.string(), timezone: z.string() })

interface Options {
  innerOrigin: string
  publicOrigin: string
  databaseUrl: string
  dataDirectory: string
  logger: Logger
}

/**
 * Lives today's morning in each demo city, so that a first look finds routes on the road; then the last working day
 * before it, so that there is one to look back at.
 */
export async function runDemoDays(options: Options, signal: AbortSignal): Promise<void> {
  const { innerOrigin, publicOrigin: origin } = options
  const cities = await demoCities(options.databaseUrl)
  const given = { innerOrigin, origin, now: new Date() }
  for (const { id: jurisdictionId, timezone: timeZone } of cities) {
    await tried(signal, () =>
      step(`today in ${jurisdictionId}`, (onProgress) =>
        runDemoDay({ ...given, jurisdictionId, timeZone, onProgress }),
      ),
    )
  }
  for (const { id: jurisdictionId, timezone: timeZone } of cities) {
    await tried(signal, () =>
      step(`a day before in ${jurisdictionId}`, async (onProgress) => {
        await using past = await openPast(options)
        const { innerOrigin, setClock } = past
        await runLivedDay({ ...given, innerOrigin, setClock, jurisdictionId, timeZone, onProgress })
      }),
    )
  }
}

/** A demo that cannot be lived is said, and stops nothing. */
async function tried(signal: AbortSignal, live: () => Promise<unknown>): Promise<void> {
  if (signal.aborted) return
  try {
    await live()
  } catch (error) {
    if (!signal.aborted) console.log(`  ${error instanceof Error ? error.message : error}`)
  }
}

async function demoCities(databaseUrl: string) {
  const database = openDatabase({ connectionString: databaseUrl, role: null, max: 1 })
  try {
    return await many(
      database,
      city,
      sql`select id, timezone from jurisdiction where (settings ->> 'demo')::boolean order by id`,
    )
  } finally {
    await database.close()
  }
}
