import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { extractImages, extractText, getDocumentProxy } from 'unpdf'
import { sql } from '@dromos/db'
import {
  attachToWorkOrder,
  codeOf,
  pathOf,
  printRunSheets,
  type CallOf,
  type RunSheet,
} from '../../contract/index.ts'
import { day } from '../../dispatch/testing.ts'
import { testField, type TestField } from '../../dispatch/testing-field.ts'
import { putMedia } from '../../media/testing.ts'
import { cityId } from '../../testing.ts'
import { pictureLimits, SheetPictures } from './sheet-pictures.ts'

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
  if (!response.ok) return { status: response.status, pages: [], text: '', pictures: [], files: 0 }
  expect(response.headers.get('content-type')).toBe('application/pdf')
  const bytes = new Uint8Array(await response.arrayBuffer())
  // a drawing of the same file names it, and does not bring it again
  const files =
    Buffer.from(bytes)
      .toString('latin1')
      .match(/\/Subtype \/Image/g)?.length ?? 0
  const pdf = await getDocumentProxy(bytes)
  const { text: pages } = await extractText(pdf, { mergePages: false })
  const pictures = []
  for (let page = 1; page <= pages.length; page++)
    for (const { width, height } of await extractImages(pdf, page)) pictures.push([width, height])
  return { status: response.status, pages, text: pages.join('\n').replaceAll(/\s+/g, ' '), pictures, files }
}

async function sendPicture(width: number, height: number): Promise<string> {
  const { api } = field.dispatch
  const body = await sharp({
    create: { width, height, channels: 3, background: { r: width % 256, g: 90, b: 40 } },
  })
    .png()
    .toBuffer()
  const [id, { headers }] = [randomUUID(), await api.signIn('dispatcher')]
  expect((await putMedia(api, body, { id, kind: 'attachment', headers })).ok).toBe(true)
  return id
}

test("a day's sheets are one document with every stop and its code, in Greek and in English", async () => {
  expect((await print({})).status).toBe(404)
  const orders = await field.publishedDay()
  const visits = await Promise.all(orders.map(({ id }) => field.visitOf(id)))
  await field.dispatch.api.database.owner.query(sql`
    update work_order set address = 'Ιερά Οδός 12, Αἰγάλεω', notes = 'Κλειδί στο περίπτερο (key)',
      title = 'Ογκώδη αντικείμενα · Ιερά Οδός 12', street_name = 'Ιερά Οδός', street_begins_at = 'Θηβών',
      line = st_geomfromtext('MULTILINESTRING((23.69 37.98, 23.70 37.98))', 4326)`)
  await field.dispatch.api.database.owner.query(sql`
    with paper as (
      insert into media (jurisdiction_id, id, sha256, kind, content_type, width, height, bytes, pages, received_at)
      values (${cityId}, gen_random_uuid(), repeat('a', 64), 'attachment', 'application/pdf', 595, 842, 9, 3, now())
      returning id
    )
    insert into work_order_attachment (jurisdiction_id, work_order_id, media_id, position, label, attached_at)
    select ${cityId}, ${orders[0].id}, id, 1, 'Άδεια τομής', now() from paper`)
  await field.dispatch.api.database.owner.query(sql`
    insert into shift (jurisdiction_id, crew_id, during)
    values (${cityId}, 1, '[2026-03-12T15:00:00Z, 2026-03-12T17:30:00Z)')`)
  const greek = await print({ locale: 'el' })
  expect(greek.pages).toHaveLength(1)
  for (const words of [
    'Προσωπικό',
    'Μαρία',
    'ABC-1001',
    '07:00–15:00, 17:00–19:30 · διάλειμμα 60′',
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
  // an order is named in the language of who made it; its service is not printed in two
  expect(greek.text).toContain('Ογκώδη αντικείμενα')
  expect(english.text).not.toContain('Ογκώδη αντικείμενα')
})

test('what an order needs is printed with its stop, as the crew that has no tablet has to know', async () => {
  await field.dispatch.api.database.owner.query(sql`
    update work_order set materials = '2 μ³ χαλίκι', equipment = 'Γεννήτρια', permit = 'Άδεια 12/2026',
      needs_closure = true, asset_code = 'ΣΤ-0412', notes = 'Ключ 🔑 в киоске, zvonë: مرحبا بك',
      access_notes = 'Από την πίσω αυλή'`)
  const { text } = await print({ crew: [1] })
  for (const words of [
    'Υλικά: 2 μ³ χαλίκι',
    'Εξοπλισμός: Γεννήτρια',
    'Άδεια: Άδεια 12/2026',
    'Χρειάζεται κλείσιμο δρόμου: δεν έχει οριστεί ακόμη',
    'Κωδικός στοιχείου: ΣΤ-0412',
    'Πρόσβαση: Από την πίσω αυλή',
    // in every script that the face has; of others it is told that there was more
    'Ключ в киоске, zvonë: …',
  ])
    expect(text).toContain(words)
  expect((await print({ locale: 'en', crew: [1] })).text).toContain('Equipment: Γεννήτρια')
})

test('the first picture of an order is printed beside its stop, the same file once in the whole print', async () => {
  const { api, client } = field.dispatch
  const orders = await field.dispatch.api.database.owner.query(sql`select id from work_order order by id`)
  const [first, second] = orders.rows.map(({ id }) => Number(id))
  const [wide, other] = [await sendPicture(600, 300), await sendPicture(90, 120)]
  for (const [id, mediaId, label] of [
    [first, wide, 'Η θέση'],
    [first, other, 'Από κοντά'],
    [second, wide, 'Η θέση'],
  ] as const)
    await client(attachToWorkOrder, { params: { ...params, id: id!, mediaId }, body: { label } })
  const printed = await print({ crew: [1] })
  expect(printed.pictures).toEqual([
    [288, 144],
    [288, 144],
  ])
  expect(printed.files).toBe(1)
  expect(printed.text).toContain('Η θέση · Από κοντά')

  // what is lost leaves its place, and the sheet is printed
  const { rows } = await api.database.owner.query(sql`select sha256 from media where id = ${wide}::uuid`)
  await api.context.media.remove({ jurisdictionId: cityId, sha256: String(rows[0]!.sha256) })
  const without = await print({ crew: [1] })
  expect([without.pictures, without.files]).toEqual([[], 0])
  expect(without.text).toContain('Η θέση · Από κοντά')
})

test('pictures take so much room of a sheet and so much time of a print, and no more', async () => {
  const jpeg = await sharp({ create: { width: 300, height: 300, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer()
  const visits = ['a', 'b', 'c'].map((id, index) => ({ id: index, attachments: [{ id, document: null }] }))
  const hashes = new Map(visits.map(({ attachments: [{ id }] }) => [id, id]))
  const onlost = vi.fn()
  const pictures = (limits: typeof pictureLimits, open: () => Promise<Readable>) =>
    new SheetPictures({
      hashes,
      onlost,
      limits,
      open: async () => ({ bytes: jpeg.length, stream: await open() }),
    })
  const sheet = { visits } as unknown as RunSheet
  const soon = async () => Readable.from([jpeg])
  const all = await pictures(pictureLimits, soon).ofSheet(sheet)
  expect([...all.keys()]).toEqual([0, 1, 2])
  const two = 2 * all.get(0)!.jpeg.length
  const some = pictures({ ...pictureLimits, bytes: two }, soon)
  expect([...(await some.ofSheet(sheet)).keys()]).toEqual([0, 1])
  // each sheet has its own room
  expect([...(await some.ofSheet(sheet)).keys()]).toEqual([0, 1])

  const open = vi.fn(() => new Promise<Readable>(() => {}))
  const slow = pictures({ ...pictureLimits, milliseconds: 30 }, open)
  expect((await slow.ofSheet(sheet)).size).toBe(0)
  expect((await slow.ofSheet(sheet)).size).toBe(0)
  expect(open).toHaveBeenCalledOnce()
  expect(onlost).not.toHaveBeenCalled()
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
  const numbers = pages.map((page) => /σελίδα (\d+)\/(\d+)/.exec(page)!.slice(1).map(Number))
  const lasts = numbers.filter(([page, of]) => page === of).map(([, of]) => of!)
  expect(lasts).toHaveLength(crews)
  expect(numbers).toEqual(lasts.flatMap((of) => Array.from({ length: of }, (_, index) => [index + 1, of])))
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
