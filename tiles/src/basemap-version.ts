import { createHash } from 'node:crypto'
import { one, sql, type Database } from '@dromos/db'
import { z } from 'zod'
import { basemap } from './layers/basemap.ts'
import { statementTexts } from './render.ts'

/**
 * A short name of what the basemap shows now: of its rows (any import writes them anew, which their newest
 * transaction tells) and of the statements that draw it. Asks the database at most every `recheckMilliseconds`.
 */
export function basemapVersion(db: Database, recheckMilliseconds = 30_000): () => Promise<string> {
  const drawing = statementTexts(basemap)
  let known: { version: Promise<string>; askedAt: number } | undefined
  return () => {
    const now = performance.now()
    if (!known || now - known.askedAt >= recheckMilliseconds) {
      const version = newestRows(db).then((rows) => hash(rows + drawing))
      version.catch(() => (known = undefined))
      known = { version, askedAt: now }
    }
    return known.version
  }
}

async function newestRows(db: Database): Promise<string> {
  const { rows } = await one(
    db,
    z.object({ rows: z.string() }),
    sql`select concat_ws(' ',
      (select concat_ws(':', count(*), max(xmin::text::bigint)) from basemap.street),
      (select concat_ws(':', count(*), max(xmin::text::bigint)) from basemap.rail),
      (select concat_ws(':', count(*), max(xmin::text::bigint)) from basemap.water),
      (select concat_ws(':', count(*), max(xmin::text::bigint)) from basemap.boundary),
      (select concat_ws(':', count(*), max(xmin::text::bigint)) from basemap.label),
      (select concat_ws(':', count(*), max(xmin::text::bigint)) from basemap.municipality)
    ) as rows`,
  )
  return rows
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 12)
}
