import { createHash } from 'node:crypto'
import type { Writable } from 'node:stream'
import pg from 'pg'
import type { z } from 'zod'
import { raw, sql, type Sql } from './sql.ts'

/** What `sql` gives, or a library made. */
export type Statement = Pick<Sql, 'text' | 'values'>

/** Anything that runs a statement: the pool, or the transaction a feature was handed. */
export interface Db {
  query(statement: Statement): Promise<{ rows: Record<string, unknown>[]; rowCount: number }>
}

/** A transaction opened for one jurisdiction; over, it refuses what comes late. `client` takes rows by COPY. */
export interface Tx extends Db {
  readonly jurisdictionId: string
  /** A statement whose answer nobody needs: the work goes on meanwhile, and fails with it before anything is kept. */
  send(statement: Statement): void
  readonly client: pg.PoolClient
}

export interface Database extends Db {
  readonly pool: pg.Pool
  /** Runs `work` in one transaction that sees and touches the rows of one jurisdiction only. */
  tenant<T>(jurisdictionId: string, work: (tx: Tx) => Promise<T>, options?: TenantOptions): Promise<T>
  /** Runs `work` in one transaction as one account, before a jurisdiction is chosen: sees its own memberships. */
  asAccount<T>(accountId: string, work: (db: Db) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface TenantOptions {
  /**
   * Statements are planned once a connection instead of each time: for work that comes by the thousand, whose
   * planning takes longer than itself.
   */
  isFrequent?: boolean
}

export interface DatabaseOptions {
  connectionString: string
  /** connections */
  max?: number
  /** milliseconds a statement may take */
  statementTimeout?: number
  /** the role every connection takes; null keeps the owner's rights (migrations, bulk loads) */
  role?: string | null
  /** rows will be streamed in by COPY */
  copies?: boolean
}

// bigint comes as number where it is exact, else as BigInt (H3 cells); dates stay text "2026-01-31"
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : BigInt(text)
})
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

const readableId = /^[a-z][a-z0-9-]{1,30}$/

export function openDatabase(options: DatabaseOptions): Database {
  const role = options.role === undefined ? 'dromos_app' : options.role
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.max ?? 10,
    // a statement leaves without waiting for the answer to the one before
    pipeline: !options.copies,
    options: [
      `-c statement_timeout=${options.statementTimeout ?? 15_000}`,
      '-c idle_in_transaction_session_timeout=60000',
      '-c timezone=UTC',
      ...(role ? [`-c role=${role}`] : []),
    ].join(' '),
  })
  pool.on('error', () => {
    // an idle connection was lost; the pool has dropped it and the next query opens another
  })
  return {
    pool,
    query: (statement) => run(pool, statement),
    tenant: (jurisdictionId, work, { isFrequent = false } = {}) => {
      if (!readableId.test(jurisdictionId)) throw new TypeError('not a jurisdiction id')
      const setting = `dromos.jurisdiction_id = '${jurisdictionId}'`
      return transaction(pool, setting, isFrequent, (client, query, send) =>
        work({ jurisdictionId, client, query, send: (statement) => send(query(statement)) }),
      )
    },
    asAccount: (accountId, work) =>
      // who may what is asked with every call
      transaction(pool, `dromos.account_id = ${pg.escapeLiteral(accountId)}`, true, (_, query) =>
        work({ query }),
      ),
    close: () => pool.end(),
  }
}

/** All rows, keys in camelCase, each parsed by `schema`. */
export async function many<S extends z.ZodType>(db: Db, schema: S, statement: Sql): Promise<z.output<S>[]> {
  const { rows } = await db.query(statement)
  return rows.map((row) => schema.parse(camelCaseKeys(row)))
}

/** The one row a statement must give; throws when it gives none or several. */
export async function one<S extends z.ZodType>(db: Db, schema: S, statement: Sql): Promise<z.output<S>> {
  const rows = await many(db, schema, statement)
  if (rows.length !== 1) throw new Error(`expected one row, got ${rows.length}`)
  return rows[0]
}

/** The first row, or null. */
export async function maybeOne<S extends z.ZodType>(
  db: Db,
  schema: S,
  statement: Sql,
): Promise<z.output<S> | null> {
  const rows = await many(db, schema, statement)
  return rows[0] ?? null
}

export function camelCaseKeys(row: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const key in row) result[camelCase(key)] = row[key]
  return result
}

const camelCased = new Map<string, string>()

function camelCase(key: string): string {
  let name = camelCased.get(key)
  if (name === undefined) {
    name = key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    camelCased.set(key, name)
  }
  return name
}

async function run(target: pg.Pool | pg.PoolClient, statement: Statement, isFrequent = false) {
  const { text } = statement
  if (!(target instanceof pg.Pool)) leaveTogether(target)
  const name = isFrequent ? nameOf(text) : undefined
  const result = await target.query({ name, text, values: statement.values as unknown[] })
  return { rows: result.rows as Record<string, unknown>[], rowCount: result.rowCount ?? 0 }
}

/**
 * Statements that are begun in one turn leave in one packet: on its own each costs both systems as much as the work that
 * it asks for.
 */
function leaveTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection
  if (stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(() => stream.uncork())
}

/** each is kept by every connection, here and in the server */
const mostNamed = 300
const namesOf = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = namesOf.get(text)
  if (known || namesOf.size >= mostNamed) return known
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 22)
  namesOf.set(text, name)
  return name
}

/** left to itself the server plans a statement anew each time that it thinks it has a better plan for these values */
const planOnce = 'plan_cache_mode = force_generic_plan'

async function transaction<T>(
  pool: pg.Pool,
  setting: string,
  isFrequent: boolean,
  work: (client: pg.PoolClient, query: Db['query'], send: (answer: Promise<unknown>) => void) => Promise<T>,
) {
  const client = await pool.connect()
  let broken: Error | undefined
  let isOver = false
  // of several pieces of work that ask together one can fail while others go on: by then the connection is another's
  const refuseLate = () => {
    if (isOver) throw new Error('the transaction of this statement is over')
  }
  const query: Db['query'] = async (statement) => {
    refuseLate()
    return run(client, statement, isFrequent)
  }
  const sent: Promise<unknown>[] = []
  const send = (answer: Promise<unknown>) => {
    // heard at the end
    answer.catch(() => undefined)
    refuseLate()
    sent.push(answer)
  }
  // a connection lost between two statements is told by an event, which unheard would end the process
  const lost = (error: Error) => void (broken = error)
  client.on('error', lost)
  try {
    // answered before the first statement of the work is, which goes with it
    leaveTogether(client)
    const settings = [setting, ...(isFrequent ? [planOnce] : [])].map((each) => `set local ${each}`)
    send(client.query(['begin', ...settings].join('; ')))
    const result = await work(client, query, send)
    // after a failure it keeps nothing either
    send(client.query('commit'))
    isOver = true
    await Promise.all(sent)
    return result
  } catch (error) {
    isOver = true
    await client.query('rollback').catch((failure: Error) => (broken = failure))
    throw (await causeOf(error, sent)) ?? error
  } finally {
    client.removeListener('error', lost)
    client.release(broken)
  }
}

const afterFailure = '25P02'

/** The failure of a statement that was sent, where the work only met what followed from it. */
async function causeOf(error: unknown, sent: Promise<unknown>[]): Promise<unknown> {
  if (!(error instanceof pg.DatabaseError) || error.code !== afterFailure) return undefined
  const answers = await Promise.allSettled(sent)
  return answers.find((answer) => answer.status === 'rejected')?.reason
}

/** Rows as one set-returning parameter: insert … select * from jsonb_to_recordset(${asJson(rows)}). */
export function asJson(value: unknown): string {
  return JSON.stringify(value)
}

/** A point from numbers already checked to be degrees. */
export function pointSql(lon: number, lat: number): Sql {
  return sql`st_setsrid(st_makepoint(${lon}, ${lat}), 4326)`
}

/** A column list from names written in code, never from input. */
export function columns(...names: string[]): Sql {
  return raw(names.map((name) => `"${name.replaceAll('"', '""')}"`).join(', '))
}
