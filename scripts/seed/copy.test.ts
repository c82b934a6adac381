import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, sql } from '@dromos/db'
import { testDatabase, type TestDatabase } from '@dromos/db/testing'
import { copyRows, type CopyValue } from './copy.ts'
import { inTransaction, openLoader } from './loader.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
  await database.owner.query(sql`
    insert into jurisdiction (id, name_el, name_en, timezone, boundary, center)
    values ('aigaleo', 'Αιγάλεω', 'Aigaleo', 'Europe/Athens',
      st_geomfromtext('multipolygon(((0 0, 0 1, 1 1, 0 0)))', 4326), st_point(0, 0, 4326))`)
})

afterAll(() => database[Symbol.asyncDispose]())

async function load(table: string, columns: string[], rows: Iterable<CopyValue[]>) {
  const loader = openLoader(database.url)
  try {
    return await inTransaction(loader, (writer) => copyRows(writer, { table, columns }, rows))
  } finally {
    await loader.close()
  }
}

test('text with every special sign, lists, documents and nothing arrive as they were', async () => {
  const texts = ['Οδός "Α"', 'back\\slash', 'tab\there', 'line\nfeed\r', '', '\\N', '{curly,"brace"}']
  const columns = ['id', 'name_el', 'name_en', 'timezone', 'languages', 'settings', 'boundary', 'center']
  const boundary = (await database.owner.query(sql`select boundary::text as hex from jurisdiction`)).rows[0]
    .hex as string
  const center = (await database.owner.query(sql`select center::text as hex from jurisdiction`)).rows[0]
    .hex as string
  const count = await load(
    'jurisdiction',
    columns,
    texts.map((text, i) => [`city-${i}`, text, text, 'UTC', texts, { json: { text } }, boundary, center]),
  )
  expect(count).toBe(texts.length)
  const { rows } = await database.owner.query(
    sql`select name_el, languages, settings from jurisdiction where id like 'city-%' order by id`,
  )
  expect(rows).toEqual(texts.map((text) => ({ name_el: text, languages: texts, settings: { text } })))
})

function* skills(count: number): Generator<CopyValue[]> {
  for (let i = 0; i < count; i++) yield ['aigaleo', `skill-${i}`, 'δεξιότητα '.repeat(20), 'skill']
}

const skillColumns = ['jurisdiction_id', 'code', 'name_el', 'name_en']

test('many megabytes go through without being held all at once', async () => {
  expect(await load('skill', skillColumns, skills(20_000))).toBe(20_000)
  const { rows } = await database.owner.query(sql`select count(*) as n from skill`)
  expect(rows[0].n).toBe(20_000)
})

test('a row that breaks a rule fails the whole, and the connection lives on', async () => {
  await expect(load('skill', skillColumns, [['aigaleo', 'skill-1', 'twice', 'twice']])).rejects.toThrow(
    /unique|duplicate/,
  )
})

test('rows that cannot be made fail the whole with their own error', async () => {
  function* broken(): Generator<CopyValue[]> {
    yield ['aigaleo', 'half', 'α', 'a']
    throw new Error('no more rows')
  }
  await expect(load('skill', skillColumns, broken())).rejects.toThrow('no more rows')
  const { rows } = await database.owner.query(sql`select count(*) as n from skill where code = 'half'`)
  expect(rows[0].n).toBe(0)
})

test('a role that row-level security holds for loads its own city and no other', async () => {
  await using stack = new AsyncDisposableStack()
  const db = stack.adopt(openDatabase({ connectionString: database.url, copies: true }), (open) =>
    open.close(),
  )
  const loadAs = (city: string) =>
    db.tenant('aigaleo', (tx) =>
      copyRows(tx, { table: 'skill', columns: skillColumns }, [[city, `for-${city}`, 'α', 'a']]),
    )
  expect(await loadAs('aigaleo')).toBe(1)
  await expect(loadAs('city-1')).rejects.toThrow(/row-level security/)
})
