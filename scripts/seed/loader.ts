import type pg from 'pg'
import { openDatabase, type Database, type Db } from '@dromos/db'

/** The database with its owner's rights, for loading in bulk. */
export function openLoader(databaseUrl: string): Database {
  return openDatabase({
    connectionString: databaseUrl,
    role: null,
    max: 2,
    statementTimeout: 600_000,
    copies: true,
  })
}

/** One transaction on what belongs to no city. */
export async function inTransaction<T>(
  database: Database,
  work: (writer: Db & { client: pg.PoolClient }) => Promise<T>,
): Promise<T> {
  const client = await database.pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const result = await work({
      client,
      query: async (statement) => {
        const { rows, rowCount } = await client.query(statement.text, statement.values as unknown[])
        return { rows, rowCount: rowCount ?? 0 }
      },
    })
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => (broken = failure))
    throw error
  } finally {
    client.release(broken)
  }
}
