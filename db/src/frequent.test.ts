import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from './sql.ts'
import { testDatabase, type TestDatabase } from './testing.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database?.[Symbol.asyncDispose]())

test('frequent work plans a statement once, and gives what other work gives', async () => {
  const { db } = database
  const work = (value: number) =>
    db.tenant(
      'testopolis',
      async (tx) => {
        const { rows } = await tx.query(sql`select ${value}::integer as value`)
        const { rows: kept } = await tx.query(sql`
          select count(*)::integer as times from pg_prepared_statements where statement like ${'%as value'}`)
        return { value: rows[0]!.value, kept: kept[0]!.times }
      },
      { isFrequent: true },
    )
  expect([await work(1), await work(2)]).toEqual([
    { value: 1, kept: 1 },
    { value: 2, kept: 1 },
  ])
  await db.tenant('testopolis', (tx) => tx.query(sql`select ${3}::integer as other`))
  const { rows } = await db.query(sql`
    select count(*)::integer as times from pg_prepared_statements where statement like ${'%as other'}`)
  expect(rows).toEqual([{ times: 0 }])
})
