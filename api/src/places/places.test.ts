import { afterAll, beforeAll, expect, test } from 'vitest'
import { describePlace, findStreetAt, getStreet, listStreets, searchPlaces } from '../contract/index.ts'
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

test('a street is found by its name or by pointing at it, with its stretches and what crosses them', async () => {
  const { client } = await api.signIn('dispatcher')
  const [thivon] = await client(listStreets, { params, query: { q: 'thivon' } })
  expect(thivon).toMatchObject({ name: 'Θηβών', lengthMeters: 3330 })
  const { stretches } = await client(getStreet, { params: { ...params, streetId: thivon!.id } })
  expect(stretches.map(({ numberFrom, numberTo }) => [numberFrom, numberTo])).toEqual([
    [1, 100],
    [101, 180],
  ])
  expect(stretches.map(({ crossings }) => crossings)).toEqual([
    [[], ['Ιερά Οδός']],
    [['Ιερά Οδός'], []],
  ])
  const at = (lon: number, lat: number) => client(findStreetAt, { params, query: { lon, lat } })
  expect(await at(23.6902, 37.975)).toEqual({ streetId: thivon!.id, stretchId: stretches[0]!.id })
  expect(await at(23.7, 37.99)).toBeNull()
  await expect(api.visitor(listStreets, { params, query: { q: 'thivon' } })).rejects.toMatchObject({
    problem: { type: 'unauthenticated' },
  })
})
