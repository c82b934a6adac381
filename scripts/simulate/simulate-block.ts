import { latLngToCell } from 'h3-js'
import { holidaysOf } from '../../api/src/jurisdictions/holidays.ts'
import { addDays } from '../../api/src/jurisdictions/city-time.ts'
import { distanceMeters } from '../../api/src/geo/distance.ts'
import type { RequestStatus } from '../../api/src/contract/requests.ts'
import { answer } from './answers.ts'
import { simulatedCalendar, type SimulatedCalendar } from './calendar.ts'
import type { CityModel, Spot } from './city-model.ts'
import { drawFaults, habitOf, type Fault, type FaultWorld } from './faults.ts'
import { closingInstant, liveThrough, type Step } from './lives.ts'
import { dealOutcomes, type FaultOutcome, type Outcome } from './outcomes.ts'
import { publicIdOf } from './public-ids.ts'
import { randomFrom } from './random.ts'
import { dealRepeats, nearbySpot, repeatInstant, repeatShare } from './repeats.ts'
import { isOfficeTime, rhythmOf } from './rhythm.ts'
import type { Block, Scale } from './scale.ts'
import type { Spots } from './spots.ts'
import { describe } from './wording.ts'

export interface Simulation {
  model: CityModel
  spots: Spots
  scale: Scale
  seed: string
  /** the last day, "2026-11-23", and the instant at which it all stops */
  lastDay: string
  until: number
}

/** One simulated request with its whole life. */
export interface SimulatedRequest {
  publicId: string
  service: number
  status: RequestStatus
  channel: 'web' | 'app' | 'phone'
  language: 'el' | 'en'
  description: string
  attributes: Record<string, unknown>
  at: number
  dueAt: number
  closedAt: number | null
  spot: Spot
  /** H3, resolution 10, as hexadecimal text */
  cell: string
  /** index into the block's reporters */
  reporter: number | null
  /** index of the fault's first report in the block, for repeats */
  repeats: number | null
  distanceMeters: number
  steps: Step[]
}

/** Everything that was reported in one block of days, in order of time. Same seed, same block. */
export function simulateBlock(simulation: Simulation, block: Block): SimulatedRequest[] {
  const { model, scale, lastDay, until } = simulation
  const random = randomFrom(`${simulation.seed} ${model.id} ${scale.name} block ${block.index}`)
  const firstDay = addDays(lastDay, 1 - scale.days)
  const calendar = simulatedCalendar(firstDay, scale.days, model.timeZone, holidaysOf(model.country))
  const span = {
    firstDay: scale.days - 1 - block.firstDaysBack,
    lastDay: scale.days - 1 - block.lastDaysBack,
    until,
    days: scale.days,
  }
  const world: FaultWorld = {
    random,
    spots: simulation.spots,
    serviceCodes: model.services.map(({ code }) => code),
    rhythms: model.services.map(({ code }) => rhythmOf(calendar, span, habitOf(code))),
    until: Math.min(until, calendar.midnight(span.lastDay + 1)),
  }
  const repeatCount = Math.round(block.total * repeatShare)
  const faults = drawFaults(world, block.total - repeatCount)
  const repeats = dealRepeats(world, faults, repeatCount)
  const levels = faults.map((fault) => calendar.due(fault.at, model.services[fault.service]))
  const outcomes = dealOutcomes(
    random,
    faults.map((fault, i) => ({
      ageDays: (until - fault.at) / 86_400_000,
      slaDays: (levels[i] - fault.at) / 86_400_000,
      repeats: repeats[i],
    })),
    block,
  )
  const drafts = faults.flatMap((fault, i) =>
    reportsOf({ ...simulation, calendar, world }, fault, repeats[i], outcomes[i]),
  )
  return completed({ ...simulation, calendar, world }, block, drafts)
}

type Scene = Simulation & { calendar: SimulatedCalendar; world: FaultWorld }

interface Draft {
  service: number
  at: number
  dueAt: number
  spot: Spot
  first: Draft | null
  outcome: Outcome
  closesAt: number
}

/** The first report of a fault and its repeats, with what becomes of each. */
function reportsOf(scene: Scene, { service, at, spot }: Fault, repeats: number, fate: FaultOutcome): Draft[] {
  const { world, calendar, model, until } = scene
  const dueAt = calendar.due(at, model.services[service])
  const closesAt = closesAtOf(scene, fate.outcome, service, at, dueAt)
  const first: Draft = { service, at, dueAt, spot, first: null, outcome: fate.outcome, closesAt }
  const drafts = [first]
  for (let i = 0; i < repeats; i++) {
    const repeatAt = repeatInstant(world, at, Math.min(closesAt, until))
    const isClosed = i < fate.closedRepeats
    drafts.push({
      service,
      at: repeatAt,
      dueAt: calendar.due(repeatAt, model.services[service]),
      spot: nearbySpot(world, spot, model.services[service].duplicateRadiusMeters),
      first,
      outcome: isClosed ? 'duplicate' : fate.outcome,
      closesAt: isClosed ? soonAfter(scene, repeatAt) : closesAt,
    })
  }
  return drafts
}

function closesAtOf(scene: Scene, outcome: Outcome, service: number, at: number, dueAt: number): number {
  const { world, calendar, model, until } = scene
  if (outcome === 'open') return Infinity
  if (outcome !== 'resolved') return soonAfter(scene, at)
  const { pace } = habitOf(model.services[service].code)
  return closingInstant(world.random, calendar, { at, dueAt, pace, until })
}

/** Within a few days, when somebody at a desk has looked at it. */
function soonAfter({ world, until }: Scene, at: number): number {
  const days = 0.05 + 1.3 * world.random.exponential()
  const aimed = at + days * 86_400_000
  return Math.floor(aimed < until ? aimed : at + (until - at) * world.random.unit())
}

const englishShare = 0.07
const ordinalsPerBlock = 1_000_000

function completed(scene: Scene, block: Block, drafts: Draft[]): SimulatedRequest[] {
  const { model, world, calendar, until } = scene
  const { random } = world
  drafts.sort((a, b) => a.at - b.at || Number(a.first !== null) - Number(b.first !== null))
  const indexOf = new Map(drafts.map((draft, i) => [draft, i]))
  const key = [...`${scene.seed} ${model.id}`].reduce(
    (sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0,
    7,
  )
  return drafts.map((draft, i) => {
    const { service, at, dueAt, spot, first, outcome, closesAt } = draft
    const steps = liveThrough(random, { outcome, at, closesAt, until })
    const status = steps.at(-1)!.to
    const language = random.chance(englishShare) ? 'en' : 'el'
    const { code } = model.services[service]
    return {
      publicId: publicIdOf(block.index * ordinalsPerBlock + i, key),
      service,
      status,
      channel: channelAt(scene, at),
      language,
      description: describe(random, code, language),
      attributes: answer(random, model.services[service]),
      at,
      dueAt,
      closedAt: outcome === 'open' ? null : closesAt,
      spot,
      cell: latLngToCell(spot.point[1], spot.point[0], 10),
      reporter: random.chance(0.6) ? Math.floor(random.unit() ** 1.4 * block.reporters) : null,
      repeats: first ? indexOf.get(first)! : null,
      distanceMeters: first ? distanceMeters(first.spot.point, spot.point) : 0,
      steps,
    }
  })

  function channelAt({ world: { random } }: Scene, at: number): SimulatedRequest['channel'] {
    if (random.chance(isOfficeTime(calendar, at) ? 0.45 : 0.03)) return 'phone'
    return random.chance(0.62) ? 'app' : 'web'
  }
}
