import { expect, test } from 'vitest'
import { deriveOrder, type OrderedRequest, type OrderedService } from './derive-order.ts'

const waste: OrderedService = {
  code: 'bulky-waste',
  departmentCode: 'cleaning',
  name: 'Ογκώδη',
  durationMinutes: 20,
  setupMinutes: 5,
  skills: ['loader'],
  vehicleFeatures: ['grab'],
  loadM3: 1.5,
  loadKg: 100,
  priority: 20,
}
const lamp: OrderedService = {
  ...waste,
  code: 'street-light',
  departmentCode: 'lighting',
  name: 'Φωτιστικό',
  durationMinutes: 30,
  setupMinutes: 10,
  skills: ['electrician'],
  vehicleFeatures: [],
  loadM3: 0,
  loadKg: 0,
}
const services = new Map([waste, lamp].map((service) => [service.code, service]))

test('one request asks for what its service asks for', () => {
  expect(deriveOrder([request({ address: 'Θηβών 123' })], services)).toEqual({
    title: 'Ογκώδη · Θηβών 123',
    serviceCode: 'bulky-waste',
    departmentCode: 'cleaning',
    priority: 20,
    dueAt: new Date('2026-03-05T08:00:00Z'),
    address: 'Θηβών 123',
    areaId: null,
    location: [23.7, 37.98],
    durationMinutes: 20,
    setupMinutes: 5,
    skills: ['loader'],
    vehicleFeatures: ['grab'],
    loadM3: 1.5,
    loadKg: 100,
  })
})

test('each further fault takes half of its time and all of its load', () => {
  expect(deriveOrder([request(), request(), request()], services)).toMatchObject({
    durationMinutes: 40,
    loadM3: 4.5,
    loadKg: 300,
  })
})

test('reports of one incident are one fault', () => {
  const same = { incidentId: 9 }
  expect(deriveOrder([request(same), request(same), request(same)], services)).toMatchObject({
    durationMinutes: 20,
    loadKg: 100,
  })
})

test('an order never lasts longer than a shift', () => {
  const many = Array.from({ length: 100 }, () => request())
  expect(deriveOrder(many, services)).toMatchObject({ durationMinutes: 480, priority: 30 })
})

test('requests of two services need the skills of both; the more frequent gives the name', () => {
  const mixed = [request(), request({ serviceCode: 'street-light', priority: 40 }), request()]
  expect(deriveOrder(mixed, services)).toMatchObject({
    serviceCode: 'bulky-waste',
    skills: ['electrician', 'loader'],
    vehicleFeatures: ['grab'],
    setupMinutes: 10,
    priority: 40,
    durationMinutes: 50,
  })
  expect(deriveOrder(mixed, services, 'street-light')).toMatchObject({
    serviceCode: 'street-light',
    departmentCode: 'lighting',
  })
})

test('the place is the request nearest to all others, and the earliest due time counts', () => {
  const order = deriveOrder(
    [
      request({ location: [23.7, 37.98], dueAt: new Date('2026-03-09T08:00:00Z') }),
      request({ location: [23.702, 37.98], address: 'middle', areaId: 4 }),
      request({ location: [23.703, 37.98], dueAt: new Date('2026-03-04T08:00:00Z') }),
    ],
    services,
  )
  expect(order).toMatchObject({
    address: 'middle',
    areaId: 4,
    location: [23.702, 37.98],
    dueAt: new Date('2026-03-04T08:00:00Z'),
  })
})

let issued = 0

function request(given: Partial<OrderedRequest> = {}): OrderedRequest {
  return {
    id: ++issued,
    serviceCode: 'bulky-waste',
    incidentId: null,
    priority: 20,
    dueAt: new Date('2026-03-05T08:00:00Z'),
    address: null,
    areaId: null,
    location: [23.7, 37.98],
    ...given,
  }
}

test('a mixed order is at a place of its own service', () => {
  const mixed = [
    request({ serviceCode: 'street-light', address: 'Θηβών 1', location: [23.7, 37.98] }),
    request({ address: 'Θηβών 2', location: [23.701, 37.98] }),
    request({ serviceCode: 'street-light', address: 'Θηβών 3', location: [23.702, 37.98] }),
  ]
  expect(deriveOrder(mixed, services)).toMatchObject({
    title: 'Φωτιστικό · Θηβών 1',
    address: 'Θηβών 1',
    location: [23.7, 37.98],
  })
})
