import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql, type Sql } from './sql.ts'
import { testDatabase, type TestDatabase } from './testing.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database?.[Symbol.asyncDispose]())

test('work is kept with what it sent without waiting, or fails with the first of it that failed', async () => {
  const { db, owner } = database
  await owner.query(sql`create table sent (id integer primary key)`)
  await owner.query(sql`grant select, insert on sent to dromos_app`)
  const ids = async () => (await owner.query(sql`select id from sent order by id`)).rows.map(({ id }) => id)
  await db.tenant('testopolis', async (tx) => {
    for (const id of [1, 2]) tx.send(sql`insert into sent values (${id})`)
  })
  expect(await ids()).toEqual([1, 2])
  const twice = { code: '23505' }
  const unnoticed = db.tenant('testopolis', async (tx) => {
    for (const id of [3, 2]) tx.send(sql`insert into sent values (${id})`)
  })
  await expect(unnoticed).rejects.toMatchObject(twice)
  const noticed = db.tenant('testopolis', async (tx) => {
    tx.send(sql`insert into sent values (1)`)
    await tx.query(sql`select 1`)
  })
  await expect(noticed).rejects.toMatchObject(twice)
  const refused = db.tenant('testopolis', async (tx) => {
    tx.send(sql`insert into sent values (4)`)
    throw new Error('not today')
  })
  await expect(refused).rejects.toThrow('not today')
  expect(await ids()).toEqual([1, 2])
})

test('what comes late to a transaction that is over reaches no connection', async () => {
  const { db, owner } = database
  await owner.query(sql`create table late (id integer primary key)`)
  await owner.query(sql`grant insert on late to dromos_app`)
  const isOver = Promise.withResolvers<void>()
  const late: Promise<unknown>[] = []
  const goesOn = async (ask: (statement: Sql) => unknown) => {
    await isOver.promise
    await ask(sql`insert into late values (${late.length})`)
  }
  const keep = (ask: (statement: Sql) => unknown) =>
    void late.push(goesOn(ask).catch((error: Error) => error.message))
  await db.tenant('testopolis', async (tx) => {
    keep(tx.query)
    keep(tx.send)
  })
  await db.asAccount('someone', async (tx) => keep(tx.query))
  const failed = db.tenant('testopolis', async (tx) => {
    keep(tx.query)
    throw new Error('not today')
  })
  await expect(failed).rejects.toThrow('not today')
  isOver.resolve()
  expect(await Promise.all(late)).toEqual(late.map(() => 'the transaction of this statement is over'))
  expect((await owner.query(sql`select id from late`)).rows).toEqual([])
})

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
