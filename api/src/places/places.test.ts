import { afterAll, beforeAll, expect, test } from 'vitest'
import { describePlace, searchPlaces } from '../contract/index.ts'
import { areas } from '../testing/city.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'

let api: TestApi
const params = { jurisdictionId: cityId }

beforeAll(async () => {
  api = await testApi()
})

afterAll(() => api?.[Symbol.asyncDispose]())

test.each(['Θηβών', 'ΘΗΒΩΝ', 'θηβων', 'Thivon', 'thibwn', '8hbwn', 'θηβ'])('“%s” finds Θηβών', async (q) => {
  const found = await api.visitor(searchPlaces, { params, query: { q } })
  expect(found[0]).toMatchObject({ label: 'Θηβών, Νέα Ζωή', street: 'Θηβών', number: null })
})

test('a word inside the name finds it, and a slip of the finger does too', async () => {
  for (const q of ['οδός', 'Ιερα Οδως', 'Ieraa Odos']) {
    const found = await api.visitor(searchPlaces, { params, query: { q } })
    expect(found.map(({ street }) => street)).toContain('Ιερά Οδός')
  }
})

test('a house number gives its door on the stretch that holds it', async () => {
  const [low] = await api.visitor(searchPlaces, { params, query: { q: 'Θηβών 50' } })
  const [high] = await api.visitor(searchPlaces, { params, query: { q: 'thivon 140' } })
  expect(low).toMatchObject({ label: 'Θηβών 50, Νέα Ζωή', number: 50 })
  expect(low.location[1]).toBeGreaterThan(37.974)
  expect(low.location[1]).toBeLessThan(37.976)
  expect(high.location[1]).toBeGreaterThan(37.98)
})

test('what resembles no street finds nothing', async () => {
  expect(await api.visitor(searchPlaces, { params, query: { q: 'xyzzyq' } })).toEqual([])
  expect(await api.visitor(searchPlaces, { params, query: { q: '%%' } })).toEqual([])
})

test('a point is described by the nearest street, its number and its neighbourhood', async () => {
  const found = await api.visitor(describePlace, { params, query: { lon: 23.6901, lat: 37.975 } })
  expect(found).toMatchObject({
    isInside: true,
    place: { street: 'Θηβών', areaId: areas.west },
    areaNameEn: 'Nea Zoi',
    authority: null,
  })
  expect(found.place!.number! % 2).toBe(0)
  expect(Math.abs(found.place!.number! - 50)).toBeLessThan(3)
})

test('an address that was searched for is the address of its place', async () => {
  for (const q of ['Θηβών 23', 'Θηβών 150', 'Ιερά Οδός 77']) {
    const [{ location }] = await api.visitor(searchPlaces, { params, query: { q } })
    const found = await api.visitor(describePlace, { params, query: { lon: location[0], lat: location[1] } })
    expect(`${found.place!.street} ${found.place!.number}`).toBe(q)
  }
})

test('a place outside the city belongs to its neighbour, or to nobody known', async () => {
  const there = await api.visitor(describePlace, { params, query: { lon: 23.75, lat: 37.98 } })
  expect(there).toMatchObject({
    isInside: false,
    place: null,
    authority: { code: '9999', nameEn: 'Neighbours' },
  })
  const sea = await api.visitor(describePlace, { params, query: { lon: 10, lat: 40 } })
  expect(sea).toMatchObject({ isInside: false, authority: null })
})
