import type { Service } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { requestRow } from '#lib/dispatch/testing.ts'
import { proposeOrder } from './propose-order.ts'

const services: Record<string, Partial<Service>> = {
  lamp: { durationMinutes: 30, skills: ['electrician'] },
  pothole: { durationMinutes: 60, skills: ['asphalt'] },
}
const propose = (requests: Parameters<typeof proposeOrder>[0]) =>
  proposeOrder(
    requests,
    (code) => services[code] as Service,
    (code) => code.toUpperCase(),
  )
const lamp = (given: Parameters<typeof requestRow>[0] = {}) => requestRow({ serviceCode: 'lamp', ...given })

test('one request asks for what its service takes', () => {
  expect(propose([lamp()])).toMatchObject({
    title: 'LAMP · Θηβών 123',
    durationMinutes: 30,
    skills: ['electrician'],
    isMixed: false,
  })
})

test('each further fault takes half, and reports of one incident are one fault', () => {
  expect(propose([lamp({ id: 1 }), lamp({ id: 2 })]).durationMinutes).toBe(45)
  const same = [lamp({ id: 1, incidentId: 9 }), lamp({ id: 2, incidentId: 9 })]
  expect(propose(same).durationMinutes).toBe(30)
})

test('never longer than a shift', () => {
  expect(propose(Array.from({ length: 60 }, (_, id) => lamp({ id }))).durationMinutes).toBe(480)
})

test('skills are joined, the most frequent service leads, the earliest due time counts', () => {
  const mixed = propose([
    lamp({ id: 1, dueAt: '2026-03-05T08:00:00.000Z' }),
    lamp({ id: 2, dueAt: '2026-03-03T08:00:00.000Z' }),
    requestRow({ id: 3, serviceCode: 'pothole', priority: 50 }),
  ])
  expect(mixed).toMatchObject({
    serviceCode: 'lamp',
    skills: ['asphalt', 'electrician'],
    dueAt: '2026-03-03T08:00:00.000Z',
    priority: 50,
    isMixed: true,
  })
})

test('many reports raise the priority, a little', () => {
  expect(propose(Array.from({ length: 11 }, (_, id) => lamp({ id, priority: 20 }))).priority).toBe(22)
  expect(propose(Array.from({ length: 200 }, (_, id) => lamp({ id, priority: 20 }))).priority).toBe(30)
})

test('a mixed order is named after a place of its own service', () => {
  const mixed = propose([
    lamp({ id: 1, address: 'Θηβών 1', location: [23.68, 37.99] }),
    requestRow({ id: 2, serviceCode: 'pothole', address: 'Θηβών 2', location: [23.681, 37.99] }),
    lamp({ id: 3, address: 'Θηβών 3', location: [23.6825, 37.99] }),
  ])
  expect(mixed.title).toBe('LAMP · Θηβών 1')
})
