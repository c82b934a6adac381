import { expect, test } from 'vitest'
import { Service } from '../../api/src/contract/services.ts'
import { holidaysOf } from '../../api/src/jurisdictions/holidays.ts'
import { aigaleo } from './cities/aigaleo.ts'
import { athens } from './cities/athens.ts'
import { crewKinds } from './crew-kinds.ts'
import { demoDepartments, demoServices, demoSkills } from './services/index.ts'
import { demoShifts } from './shifts.ts'
import { habits } from '../simulate/habits.ts'

const cities = [aigaleo, athens]

test('about thirty services in six departments, each once, with known skills', () => {
  expect(demoServices.length).toBeGreaterThanOrEqual(28)
  expect(new Set(demoServices.map(({ code }) => code)).size).toBe(demoServices.length)
  expect(demoDepartments).toHaveLength(6)
  const departments = new Set<string>(demoDepartments.map(({ code }) => code))
  const skills = new Set<string>(demoSkills.map(({ code }) => code))
  for (const service of demoServices) {
    expect(departments).toContain(service.department)
    for (const skill of service.skills) expect(skills).toContain(skill)
    expect(Service.shape.code.safeParse(service.code).success).toBe(true)
    expect(new Set(service.questions.map(({ code }) => code)).size).toBe(service.questions.length)
    for (const { datatype, options } of service.questions)
      expect(options.length > 0).toBe(datatype.endsWith('valuelist'))
  }
})

test('every service has a habit to be reported by', () => {
  expect(Object.keys(habits).sort()).toEqual(demoServices.map(({ code }) => code).sort())
})

test.each(cities)('in $id some crew can do every service', ({ crews }) => {
  for (const { code, skills, vehicleFeatures, loadM3 = 0, loadKg = 0 } of demoServices) {
    const able = crews.filter(({ kind }) => {
      const crew = crewKinds[kind]
      return (
        skills.every((skill) => crew.skills.includes(skill)) &&
        vehicleFeatures.every((feature) => crew.vehicle.features.includes(feature)) &&
        loadM3 <= crew.vehicle.capacityM3 &&
        loadKg <= crew.vehicle.capacityKg
      )
    })
    expect([code, able.length > 0]).toEqual([code, true])
  }
})

test.each(cities)(
  'the zones of $id hold each neighbourhood once, its crews leave from its depots',
  (city) => {
    const zoned = city.zones.flatMap(({ neighbourhoods }) => neighbourhoods)
    expect(zoned.toSorted()).toEqual(city.neighbourhoods.map(({ code }) => code).toSorted())
    for (const { depot, kind } of city.crews) {
      expect(city.depots.map(({ code }) => code)).toContain(depot)
      expect(crewKinds).toHaveProperty(kind)
    }
  },
)

test('crews work on working days, few at weekends and on holidays, and have their break inside the shift', () => {
  const crews = Array.from({ length: 12 }, (_, i) => i + 1)
  // 25 March is a holiday in Greece, in 2026 a Wednesday
  const shifts = demoShifts(crews, new Date('2026-03-25T10:00:00Z'), holidaysOf('GR'))
  const on = (day: string) => shifts.filter(({ startsAt }) => startsAt.toISOString().startsWith(day)).length
  expect(on('2026-03-24')).toBe(12)
  expect(on('2026-03-25')).toBe(2)
  expect(on('2026-03-28')).toBe(4)
  expect(on('2026-03-29')).toBe(2)
  for (const { startsAt, endsAt, breakFrom, breakTo } of shifts) {
    expect(startsAt < breakFrom && breakFrom < breakTo && breakTo < endsAt).toBe(true)
    expect(endsAt.getTime() - startsAt.getTime()).toBe(8 * 3_600_000)
  }
})
