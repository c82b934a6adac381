import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import pg from 'pg'
import { PgBoss } from 'pg-boss'

const directory = fileURLToPath(new URL('../migrations', import.meta.url))

export interface MigrateOptions {
  databaseUrl: string
  onMigration?: (name: string) => void
}

/**
 * Brings a database to the newest schema, the queue's own tables included. Safe to call on every start and
 * from several processes at once (an advisory lock lets one work, the others wait).
 */
export async function migrate({ databaseUrl, onMigration }: MigrateOptions): Promise<void> {
  const applied = await runner({
    databaseUrl,
    dir: directory,
    direction: 'up',
    migrationsTable: 'schema_migration',
    checkOrder: true,
    advisoryLockTimeout: 30_000,
    log: () => {},
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  } as Parameters<typeof runner>[0])
  for (const migration of applied) onMigration?.(migration.name)
  await prepareQueue(databaseUrl)
}

async function prepareQueue(databaseUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: databaseUrl, supervise: false, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  await boss.stop({ graceful: false })
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(`
      grant usage on schema pgboss to dromos_app;
      grant select, insert, update, delete on all tables in schema pgboss to dromos_app;
      grant execute on all functions in schema pgboss to dromos_app;
      alter default privileges in schema pgboss grant select, insert, update, delete on tables to dromos_app`)
  } finally {
    await client.end()
  }
}
