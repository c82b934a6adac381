import { expect, test } from 'vitest'
import { Random } from '../planner/search/random.ts'
import { byGroup, learnQuantiles, windowOf, type Observation } from './arrival-model.ts'

const minute = 60
const plannedAt = new Date('2026-03-12T08:00:00Z')

interface SimulatedVisit extends Observation {
  day: number
}

/** Days on which crews fall behind as the hours pass, each crew in its way, some work more than other, some days all. */
function simulateDays(seed: number, days: number): SimulatedVisit[] {
  const random = new Random(seed)
  const services = ['pothole', 'bulky-waste', 'street-light', 'tree']
  const visits: SimulatedVisit[] = []
  for (let day = 0; day < days; day++) {
    const traffic = 6 * minute * normal(random)
    for (let crewId = 1; crewId <= 8; crewId++) {
      let behind = traffic + (crewId - 3) * minute
      for (let hour = 7; hour < 15; hour++)
        for (let stop = 0; stop < 2; stop++) {
          const service = Math.floor(random.unit() * services.length)
          behind += (1.2 + service) * minute + (3 + service) * minute * normal(random)
          const skewed = random.unit() < 0.06 ? 40 * minute * random.unit() : 0
          visits.push({
            day,
            crewId,
            hour,
            serviceCode: services[service],
            deviationSeconds: Math.round(behind + skewed),
          })
          behind *= 0.9
        }
    }
  }
  return visits
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit())
}

function shareKept(learnt: readonly Observation[], later: readonly Observation[]): number {
  const quantiles = byGroup(learnQuantiles(learnt))
  const kept = later.filter((visit) => {
    const { from, to } = windowOf(quantiles, visit, plannedAt)
    const arrived = plannedAt.getTime() + visit.deviationSeconds * 1000
    return arrived >= from.getTime() && arrived <= to.getTime()
  })
  return kept.length / later.length
}

test('of windows learned from simulated days, 75 to 85 in a hundred hold on days held out', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const visits = simulateDays(seed, 75)
    const learnt = visits.filter(({ day }) => day < 55)
    const heldOut = visits.filter(({ day }) => day >= 55)
    const share = shareKept(learnt, heldOut)
    expect(share, `seed ${seed}`).toBeGreaterThanOrEqual(0.75)
    expect(share, `seed ${seed}`).toBeLessThanOrEqual(0.85)
  }
})

test('few observations make a wider window, none the widest, and a group without enough asks a wider one', () => {
  const seen = (crewId: number, count: number): Observation[] =>
    Array.from({ length: count }, (_, index) => ({
      serviceCode: 'pothole',
      crewId,
      hour: 9,
      deviationSeconds: Math.round(((index + 0.5) / count - 0.5) * 7200),
    }))
  const widthFrom = (observations: Observation[], crewId: number) => {
    const key = { serviceCode: 'pothole', crewId, hour: 9 }
    const window = windowOf(byGroup(learnQuantiles(observations)), key, plannedAt)
    return { minutes: (window.to.getTime() - window.from.getTime()) / 60_000, seen: window.observations }
  }
  expect(widthFrom(seen(1, 1000), 1)).toEqual({ minutes: 100, seen: 1000 })
  expect(widthFrom(seen(1, 12), 1).minutes).toBeGreaterThan(100)
  expect(widthFrom([...seen(1, 1000), ...seen(2, 5)], 2)).toMatchObject({ seen: 1005 })
  expect(widthFrom([], 1)).toEqual({ minutes: 90, seen: 0 })
})

test('a window ends on five minutes and is never narrower than twenty', () => {
  const punctual = Array.from({ length: 50 }, () => ({
    serviceCode: 'pothole',
    crewId: 1,
    hour: 9,
    deviationSeconds: 0,
  }))
  const at = new Date('2026-03-12T08:02:00Z')
  const { from, to } = windowOf(byGroup(learnQuantiles(punctual)), punctual[0], at)
  expect([from.toISOString(), to.toISOString()]).toEqual([
    '2026-03-12T07:50:00.000Z',
    '2026-03-12T08:10:00.000Z',
  ])
})
