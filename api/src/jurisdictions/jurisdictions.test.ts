import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  getJurisdiction,
  listAreas,
  listDepartments,
  listJurisdictions,
  listServices,
} from '../contract/index.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'

let api: TestApi
const params = { jurisdictionId: cityId }

beforeAll(async () => {
  api = await testApi()
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
  const areas = await api.visitor(listAreas, { params, query: { kind: 'neighbourhood' } })
  expect(areas.map(({ nameEl }) => nameEl)).toEqual(['Νέα Ζωή', 'Σταθμός'])
  expect(await api.visitor(listAreas, { params, query: { kind: 'zone' } })).toEqual([])
  const departments = await api.visitor(listDepartments, { params })
  expect(departments.map(({ code }) => code)).toEqual(['cleaning', 'lighting'])
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
