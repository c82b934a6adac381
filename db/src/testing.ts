import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { openDatabase, type Database, type Db } from './db.ts'
import { migrate } from './migrate.ts'
import { raw, sql } from './sql.ts'

export interface TestDatabase extends AsyncDisposable {
  url: string
  /** as the application: row-level security holds */
  db: Database
  /** as the owner: for arranging what the application may not do */
  owner: Database
}

/**
 * A migrated database of its own, cloned from a template in the test cluster (DROMOS_TEST_DATABASE_URL, which
 * the test run sets). Dropped when disposed.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const cluster = process.env.DROMOS_TEST_DATABASE_URL
  if (!cluster) throw new Error('DROMOS_TEST_DATABASE_URL is not set: run the tests through npm test')
  const template = await templateIn(cluster)
  const name = `test_${randomUUID().replaceAll('-', '')}`
  // files copied as files: a third of the time of a copy through the log, and no test needs it durable
  await admin(cluster, `create database ${name} template ${template} strategy file_copy`)
  const url = withDatabase(cluster, name)
  const db = openDatabase({ connectionString: url, max: 6 })
  const owner = openDatabase({ connectionString: url, max: 3, role: null, statementTimeout: 120_000 })
  return {
    url,
    db,
    owner,
    async [Symbol.asyncDispose]() {
      await Promise.all([db.close(), owner.close()])
      await admin(cluster, `drop database if exists ${name} with (force)`)
    },
  }
}

const deadlock = '40P01'

/**
 * Takes all rows out of these tables ("request, reporter") and of all that refer to them, as `truncate cascade` does.
 * But their files stay: that is done in less time, and no connection has to plan its statements again. A job that goes
 * on from the test before is waited for; where it waits too, this is done again.
 */
export async function clearTables(owner: Db, tables: string): Promise<void> {
  const statement = raw(await clearing(owner, tables))
  for (let tries = 1; ; tries++)
    try {
      await owner.query(statement)
      return
    } catch (error) {
      if (tries === 5 || !(error instanceof Error && 'code' in error && error.code === deadlock)) throw error
    }
}

/** by the names of the tables: what refers to what is the same in every database of a run */
const clearings = new Map<string, Promise<string>>()

function clearing(owner: Db, tables: string): Promise<string> {
  const known = clearings.get(tables) ?? makeClearing(owner, tables)
  clearings.set(tables, known)
  return known
}

async function makeClearing(owner: Db, tables: string): Promise<string> {
  const { rows } = await owner.query(sql`
    with recursive reached as (
      select name::regclass::oid as id from string_to_table(${tables}, ', ') as name
      union
      select conrelid from reached join pg_constraint on confrelid = id and contype = 'f'
    )
    select id::regclass::text as name from reached join pg_class on oid = id where not relispartition order by id`)
  const names = rows.map(({ name }) => name as string)
  // one statement is one transaction; what refers to a row goes with it, so nothing has to be looked up for it
  return `do $$ begin
    lock table ${names.join(', ')} in share row exclusive mode;
    set local session_replication_role = replica;
    ${names.map((name) => `delete from ${name};`).join('\n')}
  end $$`
}

function withDatabase(url: string, name: string): string {
  const copy = new URL(url)
  copy.pathname = `/${name}`
  return copy.href
}

/** by cluster: a test may bring its own */
const templates = new Map<string, Promise<string>>()

function templateIn(cluster: string): Promise<string> {
  const template = templates.get(cluster) ?? makeTemplate(cluster)
  templates.set(cluster, template)
  return template
}

// One template per run and process group; the advisory lock lets the first test file make it.
async function makeTemplate(cluster: string): Promise<string> {
  const name = `dromos_template_${migrationsHash()}`
  const client = new pg.Client({ connectionString: cluster })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(7403)')
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount) return name
    const draft = `${name}_draft`
    await client.query(`drop database if exists ${draft} with (force)`)
    await client.query(`create database ${draft}`)
    await migrate({ databaseUrl: withDatabase(cluster, draft) })
    await client.query(`alter database ${draft} rename to ${name}`)
    return name
  } finally {
    await client.query('select pg_advisory_unlock(7403)').catch(() => {})
    await client.end()
  }
}

function migrationsHash(): string {
  const directory = new URL('../migrations/', import.meta.url)
  const hash = createHash('sha256')
  for (const file of readdirSync(directory).sort())
    hash.update(file).update(readFileSync(new URL(file, directory)))
  return hash.digest('hex').slice(0, 12)
}

async function admin(cluster: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: cluster })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
