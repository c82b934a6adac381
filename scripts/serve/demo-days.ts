import { z } from 'zod'
import { many, openDatabase, sql } from '@dromos/db'
import { step } from '../bootstrap/progress.mjs'
import { runDemoDay } from '../seed/demo-day.ts'

const city = z.object({ id: z.string(), timezone: z.string() })

/** Lives today's morning in each demo city, so that a first look finds routes on the road. */
export async function runDemoDays(
  {
    innerOrigin,
    publicOrigin: origin,
    databaseUrl,
  }: { innerOrigin: string; publicOrigin: string; databaseUrl: string },
  signal: AbortSignal,
): Promise<void> {
  for (const { id, timezone } of await demoCities(databaseUrl)) {
    if (signal.aborted) return
    try {
      await step(`today in ${id}`, (onProgress) =>
        runDemoDay({
          innerOrigin,
          origin,
          jurisdictionId: id,
          timeZone: timezone,
          now: new Date(),
          onProgress,
        }),
      )
    } catch (error) {
      if (!signal.aborted) console.log(`  ${error instanceof Error ? error.message : error}`)
    }
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
