import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { createWorkOrder, listRequests, listWorkOrders } from '../contract/index.ts'
import { searchKey } from '../contract/search-key.ts'
import { cityId, testApi, type SignedIn, type TestApi } from '../testing.ts'
import { idsOf, report } from './testing.ts'

let api: TestApi
let dispatcher: SignedIn
let lamp: { id: number; publicId: string }
let hole: { id: number; publicId: string }
const params = { jurisdictionId: cityId }

beforeAll(async () => {
  api = await testApi()
  dispatcher = await api.signIn('dispatcher')
  api.clock.set('2026-03-11T08:00:00Z')
  lamp = await reported('street-light', 23.682, 'Δεν φαίνεται τίποτα, είναι σκοτάδι ως την Ακρίτα')
  hole = await reported('pothole', 23.689, 'Βάθος 22 εκατοστά — ο δρόμος έσπασε')
})

afterAll(() => api?.[Symbol.asyncDispose]())

async function reported(serviceCode: string, lon: number, description: string) {
  const { publicId } = await report(api.visitor, { serviceCode, location: [lon, 37.981], description })
  const [id] = await idsOf(api, [publicId])
  return { id: id!, publicId }
}

async function found(q: string): Promise<number[]> {
  const { items } = await dispatcher.client(listRequests, { params, query: { q } })
  return items.map(({ id }) => id)
}

test.each([
  ['as it was written', 'φαίνεται'],
  ['without its accent', 'φαινεται'],
  ['in capitals', 'ΦΑΙΝΕΤΑΙ'],
  ['in the Latin letters of a keyboard', 'fainetai'],
  ['by a part of it', 'σκοταδ'],
  ['by a name in Greek without accent', 'Ακριτα'],
  ['by a name in Latin letters', 'akrita'],
  ['by words in another order', 'ακριτα σκοταδι'],
  ['by words of the text and of the address', 'iera skotadi'],
  ['by the name of its service', 'φωτιστικο'],
  ['by the name of its service in English and a word of its text', 'light tipota'],
])('a request is found %s', async (_, q) => {
  expect(await found(q)).toEqual([lamp.id])
})

test.each([
  ['one of its words is said nowhere', 'σκοτάδι αλλού'],
  ['a number is only part of its number', '2'],
  ['its words stand in two requests', 'σκοτάδι βάθος'],
  ['no word is said', '?!'],
])('a request is not found when %s', async (_, q) => {
  expect(await found(q)).toEqual([])
})

test('a final sigma, a number and a part of the public id are understood', async () => {
  expect(await found('δρομοσ')).toEqual([hole.id])
  expect(await found('22 ΒΑΘΟΣ')).toEqual([hole.id])
  expect(await found(hole.publicId)).toEqual([hole.id])
  const part = /(?=.*\d)(?=.*[A-Z])/.test(hole.publicId.slice(1)) ? hole.publicId.slice(1) : hole.publicId
  expect(await found(part.toLowerCase())).toContain(hole.id)
})

test('an order is found by the words of its title, address and service in the same way', async () => {
  const { id } = await dispatcher.client(createWorkOrder, {
    params,
    body: {
      idempotencyKey: crypto.randomUUID(),
      requestIds: [lamp.id],
      title: 'Αλλαγή λαμπτήρα στην Ακρίτα',
    },
  })
  const orders = async (q: string) =>
    (await dispatcher.client(listWorkOrders, { params, query: { q } })).items.map((order) => order.id)
  for (const q of ['αλλαγη', 'AKRITA', 'lamptira allagi', 'φωτιστικό ακριτα', 'street light iera'])
    expect(await orders(q), q).toEqual([id])
  expect(await orders('αλλαγή λακκούβα')).toEqual([])
})

test('the database folds as the search for streets does', async () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊΐΰΑΆΕΣΧΘ 238-'), maxLength: 30 }),
    fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzEÉHKTU 238_%'), maxLength: 30 }),
    fc.string({ maxLength: 30 }),
  )
  const texts = fc.sample(text, { numRuns: 3000, seed: 7 }).filter((each) => !each.includes('\0'))
  const { rows } = await api.database.owner.query(
    sql`select search_key(said) as key from unnest(${texts}::text[]) with ordinality as t (said, place) order by place`,
  )
  expect(rows.map(({ key }) => key)).toEqual(texts.map(searchKey))
})
