import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  getJurisdiction,
  listAreas,
  listDepartments,
  listJurisdictions,
  listServices,
  outlineAreas,
  type Client,
} from '../contract/index.ts'
import { addRing } from './testing.ts'
import { areas } from '../testing/city.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'

let api: TestApi
let dispatcher: Client
const params = { jurisdictionId: cityId }

beforeAll(async () => {
  api = await testApi()
  dispatcher = (await api.signIn('dispatcher')).client
})

afterAll(() => api?.[Symbol.asyncDispose]())

test('the cities served here are listed with where they lie', async () => {
  expect(await api.visitor(listJurisdictions, {})).toMatchObject([
    { id: cityId, nameEn: 'Testopolis', center: [23.7, 37.985], bounds: [23.68, 37.97, 23.72, 38] },
  ])
})

test('a city is given with its boundary, an unknown one is not found', async () => {
  const city = await api.visitor(getJurisdiction, { params })
  expect(city.boundary.coordinates[0][0]).toHaveLength(5)
  const unknown = api.visitor(getJurisdiction, { params: { jurisdictionId: 'atlantis' } })
  await expect(unknown).rejects.toMatchObject({ problem: { type: 'not-found', status: 404 } })
})

test('areas come by kind, departments by code', async () => {
  const found = await api.visitor(listAreas, { params, query: { kind: 'neighbourhood' } })
  expect(found.map(({ nameEl }) => nameEl)).toEqual(['Νέα Ζωή', 'Σταθμός'])
  expect(await api.visitor(listAreas, { params, query: { kind: 'zone' } })).toEqual([])
  const departments = await api.visitor(listDepartments, { params })
  expect(departments.map(({ code }) => code)).toEqual(['cleaning', 'lighting'])
})

const outline = (...areaIds: number[]) => dispatcher(outlineAreas, { params, query: { areaIds } })
const corners = (ring: [number, number][] | null) => new Set(ring?.map((corner) => corner.join(' ')))

test('neighbourhoods side by side are one outline, without the border between them', async () => {
  const { ring, parts, enclosedIds } = await outline(areas.west, areas.east)
  expect({ parts, enclosedIds }).toEqual({ parts: 1, enclosedIds: [] })
  expect(ring!.at(-1)).toEqual(ring![0])
  for (const corner of ['23.68 37.97', '23.72 37.97', '23.72 38', '23.68 38'])
    expect(corners(ring)).toContain(corner)
  expect((await outline(areas.west)).ring).toHaveLength(5)
})

test('areas that lie apart are no outline, and none are neither', async () => {
  await addRing(api.database.owner)
  expect(await outline(21, 22)).toEqual({ ring: null, parts: 2, enclosedIds: [] })
  expect(await outline(999)).toEqual({ ring: null, parts: 0, enclosedIds: [] })
  await expect(outline(-1)).rejects.toMatchObject({ problem: { type: 'bad-input' } })
})

test('areas whose borders lie some metres apart are one, and what lies in their midst comes along', async () => {
  const around = await outline(23, 24)
  expect(around).toMatchObject({ parts: 1, enclosedIds: [25] })
  expect(around.ring!.length).toBeLessThan(20)
})

test('an outline of more corners than a zone may have is made of fewer, and stays where it was', async () => {
  const { ring } = await outline(26)
  expect(ring!.length).toBeGreaterThan(40)
  expect(ring!.length).toBeLessThanOrEqual(201)
  for (const [lon, lat] of ring!)
    expect(Math.abs(Math.hypot(lon - 23.71, lat - 37.99) - 0.004)).toBeLessThan(3e-4)
})

test('services come in the order of the city, with their questions in both languages', async () => {
  const services = await api.visitor(listServices, { params })
  expect(services.map(({ code }) => code)).toEqual(['bulky-waste', 'street-light', 'pothole'])
  expect(services[0].attributes[0]).toMatchObject({
    code: 'size',
    isRequired: true,
    questionEn: 'How large?',
    options: [
      { key: 'small', nameEl: 'Μικρό', nameEn: 'Small' },
      { key: 'large', nameEl: 'Μεγάλο', nameEn: 'Large' },
    ],
  })
})
