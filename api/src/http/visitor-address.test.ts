import { expect, test } from 'vitest'
import { cityId, testApi, type TestApi } from '../testing.ts'

const innerToken = 'a token that only our own processes know'
const rates = { reads: 3, writes: 100, anonymousWrites: 100, uploads: 100, chunks: 100, signIns: 100 }
const fromWeb = (visitor: string) => ({ 'x-dromos-visitor': visitor, 'x-dromos-inner-token': innerToken })
const allowed = [200, 200, 200, 429]
const refused = [429, 429, 429, 429]

async function statuses({ origin }: TestApi, headers: Record<string, string> = {}): Promise<number[]> {
  const all: number[] = []
  for (let i = 0; i < 4; i++)
    all.push((await fetch(`${origin}/api/v1/${cityId}/services`, { headers })).status)
  return all
}

test('visitors whose pages the web server renders are counted apart', async () => {
  await using api = await testApi({ rates, innerToken })
  for (const visitor of ['192.0.2.1', '192.0.2.2', '2001:db8::1'])
    expect(await statuses(api, fromWeb(visitor))).toEqual(allowed)
})

test('an address that someone else names is not believed', async () => {
  await using api = await testApi({ rates, innerToken })
  const forged = { 'x-dromos-visitor': '192.0.2.3', 'x-dromos-address': '192.0.2.3' }
  expect(await statuses(api)).toEqual(allowed)
  expect(await statuses(api, forged)).toEqual(refused)
  for (const token of ['', `${innerToken}!`, innerToken.slice(1), 'x'.repeat(8000)])
    expect(await statuses(api, { ...forged, 'x-dromos-inner-token': token })).toEqual(refused)
  expect(await statuses(api, fromWeb('192.0.2.3'))).toEqual(allowed)
})

test('what is no address counts as the web server itself', async () => {
  await using api = await testApi({ rates, innerToken })
  expect(await statuses(api, fromWeb('somewhere'))).toEqual(allowed)
  for (const visitor of ['', 'elsewhere', '192.0.2.4, 192.0.2.5', 'account:1'])
    expect(await statuses(api, fromWeb(visitor))).toEqual(refused)
})

test('without a token nobody is believed', async () => {
  await using api = await testApi({ rates, innerToken: undefined })
  expect(await statuses(api, fromWeb('192.0.2.6'))).toEqual(allowed)
  expect(await statuses(api, fromWeb('192.0.2.7'))).toEqual(refused)
  expect(await statuses(api, { ...fromWeb('192.0.2.7'), 'x-dromos-inner-token': 'undefined' })).toEqual(
    refused,
  )
})
