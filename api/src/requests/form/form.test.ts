import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { trackRequest } from '../../contract/index.ts'
import { cityId, testApi, type TestApi } from '../../testing.ts'

let api: TestApi

beforeAll(async () => {
  api = await testApi()
})

afterAll(() => api?.[Symbol.asyncDispose]())

interface Given {
  [field: string]: string | string[]
}

async function send(fields: Given, photos: (string | Uint8Array)[] = []) {
  const form = new FormData()
  for (const [name, values] of Object.entries(fields))
    for (const value of [values].flat()) form.append(name, value)
  for (const photo of photos)
    form.append('photo', new Blob([typeof photo === 'string' ? photo : new Uint8Array(photo)]), 'photo.jpg')
  return fetch(`${api.origin}/api/v1/${cityId}/reports`, { method: 'POST', body: form, redirect: 'manual' })
}

function bulky(changes: Given = {}): Given {
  return {
    idempotencyKey: randomUUID(),
    language: 'el',
    address: 'thivon 123, Νέα Ζωή',
    serviceCode: 'bulky-waste',
    'attribute[size]': 'large',
    description: 'Ένας καναπές & ένα <στρώμα>',
    email: 'form@home.test',
    ...changes,
  }
}

async function tracked(response: Response) {
  const publicId = /requests\/(\w+)/.exec(response.headers.get('location')!)![1]
  return api.visitor(trackRequest, { params: { jurisdictionId: cityId, publicId } })
}

test('a form without scripts becomes a report with its pictures, and leads to its page', async () => {
  const photo = await sharp({ create: { width: 90, height: 60, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer()
  const response = await send(bulky({ language: 'en' }), [photo])
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toMatch(new RegExp(`^/en/${cityId}/requests/\\w{8}\\?new$`))
  const request = await tracked(response)
  expect(request.address).toBe('Θηβών 123')
  expect(request.media).toMatchObject([{ width: 90, height: 60 }])
})

test('sent twice it is one report', async () => {
  const fields = bulky()
  const photo = await sharp({ create: { width: 9, height: 6, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const [first, second] = [await send(fields, [photo]), await send(fields, [photo])]
  expect(second.headers.get('location')).toBe(first.headers.get('location'))
  expect((await tracked(first)).media).toHaveLength(1)
})

test.each([
  ['an address nobody knows', { address: 'Οδός Πουθενά 7' }, [], 400, 'address'],
  ['no address', { address: '' }, [], 400, 'address'],
  ['no category', { serviceCode: '' }, [], 400, 'serviceCode'],
  ['a question without its answer', { 'attribute[size]': '' }, [], 400, 'body.attributes.size'],
  ['an email that is none', { email: 'nobody' }, [], 400, 'reporter.email'],
  ['a place outside', { address: '', lon: '23.75', lat: '37.98' }, [], 422, 'Δήμος Γειτόνων'],
  ['a picture that is none', {}, ['no picture'], 422, 'δεν διαβάζεται'],
] as const)('%s is said, and nothing typed is lost', async (_, changes, photos, status, word) => {
  const response = await send(bulky(changes), [...photos])
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toContain('text/html')
  const page = await response.text()
  expect(page).toContain(word)
  expect(page).toContain('Ένας καναπές &amp; ένα &lt;στρώμα&gt;')
  expect(page).toContain('name="serviceCode"')
})

test('the answer asks what was left open, and sent again with it becomes the report', async () => {
  const given = bulky({ 'attribute[size]': '', 'attribute[pieces]': '3' })
  const page = await (await send(given)).text()
  expect(page).toMatch(/<select name="attribute\[size\]" required>.*<option value="large">/)
  expect(page).toContain('<input name="attribute[pieces]" maxlength="500" value="3"')
  expect(page).toContain('<option value="bulky-waste" selected>')
  expect(page.match(/name="attribute\[/g)).toHaveLength(2)
  expect((await send({ ...given, 'attribute[size]': 'large' })).status).toBe(303)
})

test('a place that was refused is not sent again, so that another address counts', async () => {
  const page = await (await send(bulky({ lon: '23.75', lat: '37.98' }))).text()
  expect(page).toContain('name="address"')
  expect(page).not.toMatch(/name="(lon|lat)"/)
})

test('too many pictures, a damaged form and another kind of body are refused', async () => {
  expect((await send(bulky(), ['1', '2', '3', '4', '5', '6'])).status).toBe(400)
  const url = `${api.origin}/api/v1/${cityId}/reports`
  const damaged = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb',
  })
  expect(damaged.status).toBe(400)
  const json = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  expect(json.status).toBe(415)
})
