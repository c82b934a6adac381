import type { Crew, RequestRow, Service, Shift } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { chooseWork } from './choose-work.ts'
import { crewKinds } from './crew-kinds.ts'
import { demoServices } from './services/index.ts'

const kinds = Object.entries(crewKinds)
const crews = kinds.map(
  ([, { skills, vehicle }], index) => ({ id: index + 1, skills, vehicle }) as unknown as Crew,
)
const shifts = crews.map(({ id }) => ({
  crewId: id,
  startsAt: '2026-03-12T05:00:00Z',
  endsAt: '2026-03-12T13:00:00Z',
  breakMinutes: 30,
})) as Shift[]
const services = demoServices.map(({ name, department, ...service }) => ({
  loadM3: 0,
  loadKg: 0,
  ...service,
  nameEl: name[0],
  departmentCode: department,
})) as unknown as Service[]

function requestsOf(serviceCode: string, count: number, first: number): RequestRow[] {
  return Array.from({ length: count }, (_, index) => ({
    id: first + index,
    serviceCode,
    incidentId: null,
    priority: demoServices.find(({ code }) => code === serviceCode)!.priority,
    isLate: index % 5 === 0,
    dueAt: '2026-03-13T05:00:00Z',
    address: null,
    areaId: null,
    location: [23.68, 37.99],
  })) as unknown as RequestRow[]
}

const night = { earliestAt: '2026-03-12T21:00:00Z', latestAt: '2026-03-12T22:00:00Z' }
const requests = demoServices.flatMap(({ code }, index) => requestsOf(code, 40, 1 + 1000 * index))
const hotspots = [
  { hotspotId: 1, requests: requestsOf('rubble', 12, 50_001) },
  { hotspotId: 2, requests: requestsOf('street-light-fault', 12, 60_001) },
]
const promise = { urgentAt: '2026-03-12T10:00:00.000Z', restAt: '2026-03-12T20:00:00.000Z' }
const chosen = chooseWork({ crews, shifts, services, hotspots, requests, night, promise })

test('each kind of crew has a day full of work that it can do, and hardly more', () => {
  for (const [kind, { skills, vehicle }] of kinds) {
    const has = new Set([...skills, ...vehicle.features])
    const minutes = chosen.planned
      .filter(({ order }) => [...order.skills, ...order.vehicleFeatures].every((need) => has.has(need)))
      .reduce((sum, { order }) => sum + order.durationMinutes + order.setupMinutes, 0)
    expect([kind, minutes > 300]).toEqual([kind, true])
  }
  const all = chosen.planned.reduce((sum, { order }) => sum + order.durationMinutes + order.setupMinutes, 0)
  expect(all).toBeLessThan(1.1 * crews.length * 450)
})

test('what is overdue is promised for the day, the urgent by noon', () => {
  const past = requests.map((request) => ({ ...request, dueAt: '2026-03-01T05:00:00.000Z' }))
  const { planned } = chooseWork({ crews, shifts, services, hotspots: [], requests: past, night, promise })
  const isUrgent = ({ order }: { order: { priority: number } }) => order.priority >= 70
  expect(new Set(planned.filter(isUrgent).map(({ dueAt }) => dueAt))).toEqual(new Set([promise.urgentAt]))
  expect(new Set(planned.filter((work) => !isUrgent(work)).map(({ dueAt }) => dueAt))).toEqual(
    new Set([promise.restAt]),
  )
  expect(chosen.planned.every(({ dueAt }) => dueAt === '2026-03-13T05:00:00.000Z')).toBe(true)
})

test('no request is in two orders', () => {
  const ids = [...chosen.planned, ...chosen.waiting].flatMap((work) => work.requests.map(({ id }) => id))
  expect(new Set(ids).size).toBe(ids.length)
})

test('one order is too large for any vehicle, one is for the night, and some wait for the dispatcher', () => {
  const mostKg = Math.max(...kinds.map(([, { vehicle }]) => vehicle.capacityKg))
  expect(chosen.planned.filter(({ order }) => order.loadKg > mostKg)).toHaveLength(1)
  expect(chosen.planned.filter(({ latestAt }) => latestAt)).toMatchObject([{ ...night }])
  expect(chosen.waiting.length).toBeGreaterThan(5)
})
