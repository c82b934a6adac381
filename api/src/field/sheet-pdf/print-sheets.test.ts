import { afterAll, beforeAll, expect, test } from 'vitest'
import { extractText, getDocumentProxy } from 'unpdf'
import { sql } from '@dromos/db'
import { codeOf, pathOf, printRunSheets, type CallOf } from '../../contract/index.ts'
import { day } from '../../dispatch/testing.ts'
import { testField, type TestField } from '../../dispatch/testing-field.ts'
import { cityId } from '../../testing.ts'

const params = { jurisdictionId: cityId }
let field: TestField

beforeAll(async () => {
  field = await testField()
  await field.dispatch.clear()
  field.dispatch.api.clock.set('2026-03-11T08:00:00Z')
  await field.dispatch.api.database.owner.query(sql`
    insert into basemap.street (id, extract, osm_id, class, name, geom)
    select 1, 'test', 1, 'residential', 'Θηβών',
      st_makeline(st_translate(geom, -0.01, 0), st_translate(geom, 0.01, 0))
    from depot limit 1`)
})
afterAll(() => field?.[Symbol.asyncDispose]())

async function print(
  query: Partial<CallOf<typeof printRunSheets>['query']>,
  headers?: Record<string, string>,
) {
  const { api } = field.dispatch
  const path = pathOf(printRunSheets, { params, query: { day, ...query } })
  const response = await fetch(`${api.origin}/api${path}`, {
    headers: headers ?? (await api.signIn('dispatcher')).headers,
  })
  if (!response.ok) return { status: response.status, pages: [], text: '' }
  expect(response.headers.get('content-type')).toBe('application/pdf')
  const bytes = new Uint8Array(await response.arrayBuffer())
  const pdf = await getDocumentProxy(bytes)
  const { text: pages } = await extractText(pdf, { mergePages: false })
  return { status: response.status, pages, text: pages.join('\n').replaceAll(/\s+/g, ' ') }
}

test("a day's sheets are one document with every stop and its code, in Greek and in English", async () => {
  expect((await print({})).status).toBe(404)
  const orders = await field.publishedDay()
  const visits = await Promise.all(orders.map(({ id }) => field.visitOf(id)))
  await field.dispatch.api.database.owner.query(sql`
    update work_order set address = 'Ιερά Οδός 12, Αἰγάλεω', notes = 'Κλειδί στο περίπτερο (key)',
      street_name = 'Ιερά Οδός', street_begins_at = 'Θηβών',
      line = st_geomfromtext('MULTILINESTRING((23.69 37.98, 23.70 37.98))', 4326)`)
  await field.dispatch.api.database.owner.query(sql`
    with paper as (
      insert into media (jurisdiction_id, id, sha256, kind, content_type, width, height, bytes, pages, received_at)
      values (${cityId}, gen_random_uuid(), repeat('a', 64), 'attachment', 'application/pdf', 595, 842, 9, 3, now())
      returning id
    )
    insert into work_order_attachment (jurisdiction_id, work_order_id, media_id, position, label, attached_at)
    select ${cityId}, ${orders[0].id}, id, 1, 'Άδεια τομής', now() from paper`)
  const greek = await print({ locale: 'el' })
  expect(greek.pages).toHaveLength(1)
  for (const words of [
    'Προσωπικό',
    'Μαρία',
    'ABC-1001',
    'Ιερά Οδός 12',
    'Κλειδί στο περίπτερο (key)',
    'Ιερά Οδός, από: Θηβών · 879 μ.',
    'Συνημμένα (1): Άδεια τομής (PDF, 3 σελ.)',
    'Πέμ 12 Μαρ 2026',
  ])
    expect(greek.text).toContain(words)
  for (const { id } of visits) expect(greek.text).toContain(codeOf(id))
  const english = await print({ locale: 'en', crew: [1] })
  expect(english.text).toContain('Staff')
  expect(english.text).toContain('Ιερά Οδός, from Θηβών · 879 m')
  expect(english.text).toContain('Thu, 12 Mar 2026')
  expect(english.text).toContain('2 stops')
})

test('what an order needs is printed with its stop, as the crew that has no tablet has to know', async () => {
  await field.dispatch.api.database.owner.query(sql`
    update work_order set materials = '2 μ³ χαλίκι', equipment = 'Γεννήτρια', permit = 'Άδεια 12/2026',
      needs_closure = true, asset_code = 'ΣΤ-0412'`)
  const { text } = await print({ crew: [1] })
  for (const words of [
    'Υλικά: 2 μ³ χαλίκι',
    'Εξοπλισμός: Γεννήτρια',
    'Άδεια: Άδεια 12/2026',
    'Χρειάζεται κλείσιμο δρόμου: δεν έχει οριστεί ακόμη',
    'Κωδικός στοιχείου: ΣΤ-0412',
  ])
    expect(text).toContain(words)
  expect((await print({ locale: 'en', crew: [1] })).text).toContain('Equipment: Γεννήτρια')
})

test('a long day goes over pages, each with its crew and the names of the columns', async () => {
  await field.dispatch.clear()
  const places = Array.from({ length: 8 }, (_, index) => ({ at: [index * 60, 0] as [number, number] }))
  await field.dispatch.arrangeOrders(places)
  await field.dispatch.publish(await field.dispatch.solved())
  await field.dispatch.api.database.owner.query(sql`
    update work_order set notes = ${'Πολλά λόγια για τη δουλειά. '.repeat(60)}`)
  const { pages } = await print({})
  const crews = pages.filter((page) => page.includes('Προσωπικό')).length
  expect(pages.length).toBeGreaterThan(crews)
  for (const page of pages) {
    expect(page).toContain('12 Μαρ 2026')
    expect(page).toContain('Έγινε · υπογραφή')
  }
})

test('only desks print, and only so many sheets at once', async () => {
  expect((await print({}, field.crew.headers)).status).toBe(403)
  expect((await print({}, {})).status).toBe(401)
  expect((await print({ crew: Array.from({ length: 61 }, (_, index) => index + 1) })).status).toBe(400)
  expect((await print({ crew: [999] })).status).toBe(404)
})
