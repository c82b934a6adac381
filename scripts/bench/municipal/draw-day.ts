import { defineProblem } from '../../../api/src/planner/index.ts'
import type { CrewInput, JobInput, Problem, ShiftInput } from '../../../api/src/planner/index.ts'
import type { LonLat } from '../../../api/src/geo/lon-lat.ts'
import type { Address, City } from './city.ts'
import type { DayRule, DaySpec } from './days.ts'
import { Draw } from './draw.ts'
import { drawLinks, drawLocks, publish } from './draw-ties.ts'
import { TRADES } from './trades.ts'
import type { Trade } from './trades.ts'

const HOUR = 3600
const ZONES = ['0', '1', '2', '3', '4', '5', '6', '7']
/** Yards of the city: the first is the main one. */
const DEPOTS: LonLat[] = [
  [23.7035, 37.9832],
  [23.7717, 37.9849],
  [23.7322, 38.0228],
]

/** Places: the depots, then one for each address with any job. */
export async function drawDay(city: City, spec: DaySpec): Promise<Problem> {
  const draw = new Draw(spec.seed)
  const has = (rule: DayRule) => spec.rules.includes(rule)
  const newAddress = city.addresses(spec.seed)
  const addresses: Address[] = []
  const jobs = Array.from({ length: spec.jobs }, (_, index): JobInput => {
    // several reports from one address are common
    const known = addresses.length > 0 && draw.chance(0.1)
    const at = known ? draw.between(0, addresses.length - 1) : addresses.push(newAddress()) - 1
    return drawJob(draw, spec, index, DEPOTS.length + at, addresses[at])
  })
  const crews = Array.from({ length: spec.crews }, (_, index) => drawCrew(draw, spec, index))
  if (has('published')) publish(draw, jobs, crews)
  const points = [...DEPOTS, ...addresses.map(({ location }) => location)]
  const links = has('links') ? drawLinks(draw, jobs) : []
  const linked = new Set(links.flatMap((link) => ('jobs' in link ? link.jobs : [link.before, link.after])))
  return defineProblem({
    matrices: { van: await city.matrix(points, 'van'), truck: await city.matrix(points, 'truck') },
    jobs,
    crews,
    links,
    locks: has('locks') ? drawLocks(draw, jobs, crews, linked) : [],
    // so that all parts of the cost can be seen beside what is left out
    weights: { unassigned: 10, ...spec.weights },
    stability: { crewChange: 4, perStep: 1, notified: 3 },
  })
}

function drawJob(draw: Draw, spec: DaySpec, index: number, place: number, address: Address): JobInput {
  const trade = draw.byShare(TRADES)
  const priority = draw.chance(0.03) ? 100 : draw.between(...trade.priority)
  const isLoaded = spec.rules.includes('loads')
  return {
    id: `job-${index + 1}`,
    place,
    serviceSeconds: 60 * draw.between(...trade.minutes),
    setupSeconds: 60 * trade.setupMinutes,
    skills: trade.skill > 0 ? [trade.skill] : [],
    pickup: isLoaded ? [draw.between(...trade.liters), draw.between(...trade.kilograms)] : [],
    windows: drawWindows(draw, trade),
    priority,
    dueSeconds: drawDue(draw, priority),
    latenessCostPerSecond: priority >= 60 ? 2 : 1,
    zone: spec.rules.includes('zones') ? address.zone : null,
    neighbourhood: address.neighbourhood,
    reportedSeconds: -HOUR * draw.between(1, 72),
  }
}

function drawWindows(draw: Draw, trade: Trade) {
  const span = (from: number, to: number) => ({ startSeconds: from * HOUR, endSeconds: to * HOUR })
  if (draw.chance(trade.appointments)) {
    const from = draw.between(7, 18)
    return [span(from, from + draw.pick([2, 3, 4]))]
  }
  // near schools and in shopping streets work stops in the busy hours
  if (draw.chance(0.08)) return [span(6, 8), span(10, 13), span(15, 22)]
  return draw.chance(0.1) ? [span(6, 14)] : undefined
}

function drawDue(draw: Draw, priority: number): number | null {
  if (priority === 100) return HOUR * draw.between(9, 12)
  return priority >= 40 && draw.chance(0.5) ? HOUR * draw.between(10, 20) : null
}

function drawCrew(draw: Draw, spec: DaySpec, index: number): CrewInput {
  const has = (rule: DayRule) => spec.rules.includes(rule)
  // the first crews cover all trades, whatever chance does with the rest
  const trades = TRADES.filter(({ skill }) => skill > 0)
  const main = index < trades.length ? trades[index] : draw.byShare(trades)
  const skills = trades.map(({ skill }) => skill).filter((skill) => skill === main.skill || draw.chance(0.35))
  const isTruck = main.skill === 3 || main.skill === 4
  const depot = draw.chance(0.6) ? 0 : draw.between(1, DEPOTS.length - 1)
  const home = draw.between(0, ZONES.length - 1)
  return {
    id: `crew-${index + 1}`,
    profile: isTruck ? 'truck' : 'van',
    skills,
    capacity: has('loads') ? (isTruck ? [16_000, 5_000] : [3_000, 1_200]) : [],
    reload: has('reload') ? { place: depot, durationSeconds: 900, maxReloads: 4 } : null,
    start: depot,
    end: depot,
    shifts: drawShifts(draw, spec),
    costs: {
      fixed: draw.pick([900, 1800]),
      perTravelSecond: isTruck ? 2 : 1,
      perMeter: 0,
      perOvertimeSecond: 3,
    },
    speedFactor: has('speeds') ? draw.pick([0.9, 1, 1, 1.1]) : 1,
    maxStops: draw.chance(0.1) ? 24 : undefined,
    zones: has('zones') ? [0, 1, 2].map((step) => ZONES[(home + step) % ZONES.length]) : null,
    isZoneBound: has('zones') && draw.chance(0.2),
  }
}

function drawShifts(draw: Draw, spec: DaySpec): ShiftInput[] {
  const has = (rule: DayRule) => spec.rules.includes(rule)
  const begin = draw.pick([6, 7, 7, 7, 14])
  const shift = (from: number, hours: number, breakAfter: number): ShiftInput => ({
    startSeconds: from * HOUR,
    endSeconds: (from + hours) * HOUR,
    maxOvertimeSeconds: has('overtime') ? HOUR : 0,
    breaks:
      has('breaks') && breakAfter > 0
        ? [
            {
              windows: [
                { startSeconds: (from + breakAfter) * HOUR, endSeconds: (from + breakAfter + 2) * HOUR },
              ],
              durationSeconds: 1800,
              isInsideTravelAllowed: draw.chance(0.5),
              isPaid: draw.chance(0.5),
            },
          ]
        : [],
  })
  if (has('split_shifts') && draw.chance(0.15)) return [shift(7, 4, 0), shift(16, 4, 0)]
  return [shift(begin, 8, 3)]
}
