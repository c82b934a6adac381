import { afterAll, beforeAll, expect, test } from 'vitest'
import { join, raw, sql } from './sql.ts'
import { testDatabase, type TestDatabase } from './testing.ts'

interface TenantTable {
  name: string
  columns: { name: string; type: string; generated: boolean }[]
  privileges: string[]
}

let database: TestDatabase
let tables: TenantTable[]

beforeAll(async () => {
  database = await testDatabase()
  tables = await tenantTables()
  await removeConstraints()
  for (const city of ['athens', 'aigaleo']) {
    await database.owner.query(sql`
      insert into jurisdiction (id, name_el, name_en, timezone, boundary, center)
      values (${city}, ${city}, ${city}, 'Europe/Athens',
        st_geomfromtext('multipolygon(((0 0, 0 1, 1 1, 0 0)))', 4326), st_point(0, 0, 4326))`)
    for (const table of tables) await insertRow(table, city)
  }
})

afterAll(() => database?.[Symbol.asyncDispose]())

test('the catalogue knows the tenant tables', () => {
  expect(tables.map((table) => table.name)).toEqual(
    expect.arrayContaining([
      'request',
      'request_event',
      'work_order',
      'visit',
      'stored_stop',
      'media',
      'membership',
    ]),
  )
})

test('every key of a tenant table contains the jurisdiction', async () => {
  await using untouched = await testDatabase()
  const { rows } = await untouched.owner.query(sql`
    select index.relname as index_name, owner.relname as table_name
    from pg_index i
    join pg_class index on index.oid = i.indexrelid
    join pg_class owner on owner.oid = i.indrelid
    join pg_attribute a on a.attrelid = owner.oid and a.attname = 'jurisdiction_id' and not a.attisdropped
    where owner.relnamespace = 'public'::regnamespace
      and (i.indisunique or i.indisexclusion)
      and not (a.attnum = any (i.indkey::smallint[]))`)
  expect(rows).toEqual([])
  const foreign = await untouched.owner.query(sql`
    select c.conname, c.conrelid::regclass::text as table_name
    from pg_constraint c
    join pg_attribute near on near.attrelid = c.conrelid and near.attname = 'jurisdiction_id'
    join pg_attribute far on far.attrelid = c.confrelid and far.attname = 'jurisdiction_id'
    where c.contype = 'f' and not (near.attnum = any (c.conkey) and far.attnum = any (c.confkey))`)
  expect(foreign.rows).toEqual([])
})

test('row-level security is enabled and forced on every tenant table', async () => {
  const { rows } = await database.owner.query(sql`
    select c.relname from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'jurisdiction_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
      and not (c.relrowsecurity and c.relforcerowsecurity)`)
  expect(rows).toEqual([])
})

test('a query as one city never sees a row of another, nor any row when no city is chosen', async () => {
  for (const table of tables) {
    const seen = await database.db.tenant('athens', (tx) =>
      tx.query(sql`select distinct jurisdiction_id from ${raw(table.name)}`),
    )
    expect([table.name, seen.rows]).toEqual([table.name, [{ jurisdiction_id: 'athens' }]])
    const none = await database.db.query(sql`select count(*) as n from ${raw(table.name)}`)
    expect([table.name, none.rows]).toEqual([table.name, [{ n: 0 }]])
  }
})

test('a query as one city never changes, removes or adds a row of another', async () => {
  for (const table of tables) {
    const before = await countOf(table, 'aigaleo')
    const updatable = table.columns.find(
      (column) => column.name !== 'jurisdiction_id' && !column.generated,
    )!.name
    for (const attempt of [
      sql`update ${raw(table.name)} set ${raw(updatable)} = ${raw(updatable)} where jurisdiction_id = 'aigaleo'`,
      sql`update ${raw(table.name)} set jurisdiction_id = 'aigaleo'`,
      sql`delete from ${raw(table.name)} where jurisdiction_id = 'aigaleo'`,
      insertion(table, 'aigaleo'),
    ]) {
      const touched = await database.db
        .tenant('athens', (tx) => tx.query(attempt))
        .then((result) => result.rowCount)
        .catch((error: Error) => {
          expect(error.message).toMatch(/permission denied|row-level security/)
          return 0
        })
      expect([table.name, attempt.sql, touched]).toEqual([table.name, attempt.sql, 0])
    }
    expect([table.name, await countOf(table, 'aigaleo')]).toEqual([table.name, before])
  }
})

test('history and the content of a plan version can be added but never changed or removed', async () => {
  for (const name of [
    'request_event',
    'work_order_event',
    'visit_event',
    'tablet_event',
    'operation',
    'stored_route',
    'stored_stop',
    'version_route',
    'plan_unassigned',
  ]) {
    const { privileges } = tables.find((table) => table.name === name)!
    expect([name, privileges.toSorted()]).toEqual([name, ['INSERT', 'SELECT']])
  }
})

async function tenantTables(): Promise<TenantTable[]> {
  const { rows } = await database.owner.query(sql`
    select c.relname as name,
      (select jsonb_agg(jsonb_build_object('name', k.attname, 'type', format_type(k.atttypid, k.atttypmod),
          'generated', k.attgenerated <> '') order by k.attnum)
        from pg_attribute k where k.attrelid = c.oid and k.attnum > 0 and not k.attisdropped) as columns,
      (select coalesce(jsonb_agg(p.privilege_type), '[]') from information_schema.role_table_grants p
        where p.table_name = c.relname and p.grantee = 'dromos_app') as privileges
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'jurisdiction_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
    order by c.relname`)
  return rows as unknown as TenantTable[]
}

// The rows below are made from column types alone, so checks and foreign keys of this throw-away copy go first.
async function removeConstraints(): Promise<void> {
  const { rows } = await database.owner.query(sql`
    select conrelid::regclass::text as table_name, conname from pg_constraint
    where contype in ('c', 'f', 'x') and connamespace = 'public'::regnamespace
      and conrelid::regclass::text not like '%spatial_ref_sys'`)
  for (const row of rows) {
    await database.owner.query(
      sql`alter table ${raw(String(row.table_name))} drop constraint ${raw(String(row.conname))}`,
    )
  }
}

function insertion(table: TenantTable, city: string) {
  const written = table.columns.filter((column) => !column.generated)
  return sql`insert into ${raw(table.name)} (${raw(written.map((column) => `"${column.name}"`).join(', '))})
    values (${join(written.map((column) => (column.name === 'jurisdiction_id' ? sql`${city}` : raw(sample(column.type)))))})`
}

async function insertRow(table: TenantTable, city: string): Promise<void> {
  await database.owner.query(insertion(table, city))
}

async function countOf(table: TenantTable, city: string): Promise<unknown> {
  const { rows } = await database.owner.query(
    sql`select count(*) as n from ${raw(table.name)} where jurisdiction_id = ${city}`,
  )
  return rows[0].n
}

function sample(type: string): string {
  if (type.startsWith('geometry(MultiPolygon'))
    return "st_geomfromtext('multipolygon(((0 0,0 1,1 1,0 0)))', 4326)"
  if (type.startsWith('geometry(Polygon')) return "st_geomfromtext('polygon((0 0,0 1,1 1,0 0))', 4326)"
  if (type.startsWith('geometry(MultiLineString'))
    return "st_geomfromtext('multilinestring((0 0,1 1))', 4326)"
  if (type.startsWith('geometry(LineString')) return "st_geomfromtext('linestring(0 0,1 1)', 4326)"
  if (type.startsWith('geometry')) return 'st_point(0, 0, 4326)'
  if (type.endsWith('[]')) return `'{}'::${type}`
  if (type === 'tstzrange') return "'[2026-01-01,2026-01-02)'::tstzrange"
  if (type === 'daterange') return "'[2026-01-01,2026-01-02)'::daterange"
  if (type.startsWith('timestamp') || type === 'date') return `'2026-01-01'::${type}`
  if (type === 'jsonb') return "'{}'::jsonb"
  if (type === 'uuid') return "'00000000-0000-4000-8000-000000000000'::uuid"
  if (type === 'boolean') return 'true'
  if (type === 'text') return "'x'"
  return `1::${type}`
}
