import type { RunSheetVisit, Stop } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { byGroup, learnQuantiles, windowOf, type Observation } from '../../api/src/arrivals/arrival-model.ts'
import { distanceMeters } from '../../api/src/geo/distance.ts'
import type { LonLat } from '../../api/src/geo/lon-lat.ts'
import { addDays, dayOf, hourOf, instantOf, weekdayOf } from '../../api/src/jurisdictions/city-time.ts'
import { randomFrom } from '../simulate/random.ts'
import { blocksOf, scales } from '../simulate/scale.ts'
import { simulateBlock, type SimulatedRequest } from '../simulate/simulate-block.ts'
import { spotsOf } from '../simulate/spots.ts'
import { chessboard } from '../simulate/testing.ts'
import { tapsOf } from './lived-taps.ts'
import { demoServices } from './services/index.ts'

const timeZone = 'Europe/Athens'
const lastDay = '2026-03-10'
const heldOutDays = 20
/** what the city learns from, as the nightly job reads it */
const learnedDays = 90
const model = chessboard(
  demoServices.map(({ code, department, sla, questions, ...service }) => ({
    ...service,
    code,
    departmentCode: department,
    slaAmount: sla[0],
    slaUnit: sla[1],
    questions: questions.map(({ options, ...question }) => ({
      ...question,
      keys: options.map(([key]) => key),
    })),
  })),
)
const departments = [...new Set(model.services.map(({ departmentCode }) => departmentCode))]
const depot: LonLat = [23.6862, 37.9949]
const minute = 60_000

interface Arrival extends Observation {
  day: string
  plannedAt: Date
}

/** The city's reports of the last months, as the simulator has them come in. */
function simulatedReports(seed: string): SimulatedRequest[] {
  const scale = scales.aigaleo
  const until = Date.parse(`${lastDay}T09:00:00Z`)
  const simulation = { model, spots: spotsOf(model, seed), scale, seed, lastDay, until }
  return blocksOf(scale)
    .filter(({ firstDaysBack }) => firstDaysBack < 180)
    .flatMap((block) => simulateBlock(simulation, block))
    .filter(({ repeats }) => repeats === null)
    .sort((one, other) => one.at - other.at)
}

/** The nearest one next, until the shift is full; a break at noon. */
function routeOf(day: string, waiting: SimulatedRequest[]): { stops: Stop[]; taken: SimulatedRequest[] } {
  const instant = (at: number) => new Date(at).toISOString()
  const begins = instantOf(day, '07:00:00', timeZone).getTime()
  const stops: Partial<Stop>[] = [
    { kind: 'start', visitId: null, startAt: instant(begins), endAt: instant(begins), travelSeconds: 0 },
  ]
  const taken: SimulatedRequest[] = []
  const left = waiting.slice(0, 40)
  let [at, place] = [begins, depot]
  while (left.length > 0) {
    left.sort((a, b) => distanceMeters(place, a.spot.point) - distanceMeters(place, b.spot.point))
    const next = left.shift()!
    const { durationMinutes, setupMinutes } = demoServices[next.service]!
    const travelSeconds = Math.round(distanceMeters(place, next.spot.point) * 0.26 + 90)
    const startAt = at + travelSeconds * 1000
    at = startAt + (durationMinutes + setupMinutes) * minute
    if (at > begins + 7 * 60 * minute) break
    taken.push(next)
    const visitId = taken.length
    stops.push({ kind: 'task', visitId, startAt: instant(startAt), endAt: instant(at), travelSeconds })
    place = next.spot.point
    if (stops.every(({ kind }) => kind !== 'break') && at > begins + 4 * 60 * minute) {
      const endAt = instant(at + 20 * minute)
      stops.push({ kind: 'break', visitId: null, startAt: instant(at), endAt, travelSeconds: 0 })
      at += 20 * minute
    }
  }
  return { stops: stops as Stop[], taken }
}

/** Every crew's every working day: planned in the morning from what had come in, and lived as the demo's crews live. */
function liveHistory(seed: string): Arrival[] {
  const reports = simulatedReports(seed)
  const days = [...new Set(reports.map(({ at }) => dayOf(new Date(at), timeZone)))].filter(
    (day) => weekdayOf(day) % 6 !== 0,
  )
  const done = new Set<SimulatedRequest>()
  return days.flatMap((day) =>
    departments.flatMap((department, index) => {
      const morning = instantOf(day, '06:00:00', timeZone).getTime()
      const waiting = reports.filter(
        (report) =>
          report.at < morning &&
          !done.has(report) &&
          model.services[report.service]!.departmentCode === department,
      )
      const { stops, taken } = routeOf(day, waiting)
      taken.forEach((report) => done.add(report))
      const visits = taken.map((_, place) => ({ id: place + 1, version: 1 }) as RunSheetVisit)
      return tapsOf(stops, visits, randomFrom(`${seed} ${day} ${department}`)).flatMap((tap): Arrival[] => {
        if (tap.kind !== 'arrive') return []
        const plannedAt = new Date(stops.find(({ visitId }) => visitId === tap.visitId)!.startAt)
        return [
          {
            day,
            plannedAt,
            crewId: index + 1,
            serviceCode: demoServices[taken[Number(tap.visitId) - 1]!.service]!.code,
            hour: hourOf(plannedAt, timeZone),
            deviationSeconds: Math.round((Date.parse(String(tap.occurredAt)) - plannedAt.getTime()) / 1000),
          },
        ]
      })
    }),
  )
}

test.each(['one town', 'another town', 'a third town'])(
  'of windows learned from the simulated history of %s, 75 to 85 in a hundred hold on the days held out',
  (seed) => {
    const arrivals = liveHistory(seed)
    const days = [...new Set(arrivals.map(({ day }) => day))].sort()
    const firstHeldOut = days.at(-heldOutDays)!
    const quantiles = byGroup(
      learnQuantiles(
        arrivals.filter(({ day }) => day < firstHeldOut && day >= addDays(firstHeldOut, -learnedDays)),
      ),
    )
    const heldOut = arrivals.filter(({ day }) => day >= firstHeldOut)
    const kept = heldOut.filter(({ plannedAt, deviationSeconds, ...key }) => {
      const { from, to } = windowOf(quantiles, key, plannedAt)
      const at = plannedAt.getTime() + deviationSeconds * 1000
      return at >= from.getTime() && at <= to.getTime()
    })
    expect(days.length).toBeGreaterThan(2 * heldOutDays)
    expect(heldOut.length).toBeGreaterThan(300)
    const share = kept.length / heldOut.length
    expect(share).toBeGreaterThanOrEqual(0.75)
    expect(share).toBeLessThanOrEqual(0.85)
  },
)
