import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openDatabase } from './db.ts'
import { migrate } from './migrate.ts'
import { raw, sql } from './sql.ts'
import { testDatabase } from './testing.ts'

test('an owner who is no superuser, as managed databases have them, gets the whole schema', async () => {
  await using stack = new AsyncDisposableStack()
  // whoever made it first has made the application's role
  const { owner: superuser, url } = stack.use(await testDatabase())
  const name = `managed_${randomBytes(8).toString('hex')}`
  const run = (statement: string) => superuser.query(raw(statement))
  await run(`create role ${name} login createrole password '${name}'`)
  stack.defer(() => run(`drop role ${name}`).then(() => {}))
  await run(`grant dromos_app to ${name} with admin option`)
  await run(`create database ${name} owner ${name}`)
  stack.defer(() => run(`drop database ${name} with (force)`).then(() => {}))
  await withOwner(urlOf(url, { pathname: `/${name}` }), 'create extension postgis')

  const managed = urlOf(url, { pathname: `/${name}`, username: name, password: name })
  await migrate({ databaseUrl: managed })
  await migrate({ databaseUrl: managed })

  const db = openDatabase({ connectionString: managed, max: 1 })
  stack.defer(() => db.close())
  const { rows } = await db.tenant('athens', (tx) =>
    tx.query(sql`select count(*) as found from request where description ilike ${'%βρύση%'}`),
  )
  expect(Number(rows[0].found)).toBe(0)
})

function urlOf(url: string, changes: Partial<Pick<URL, 'pathname' | 'username' | 'password'>>): string {
  return Object.assign(new URL(url), changes).href
}

async function withOwner(connectionString: string, statement: string): Promise<void> {
  const database = openDatabase({ connectionString, role: null, max: 1 })
  try {
    await database.query(raw(statement))
  } finally {
    await database.close()
  }
}
