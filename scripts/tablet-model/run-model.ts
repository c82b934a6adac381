import { failureReasons, getRunSheet, vehicleParts } from '@dromos/api/contract'
import type { Tap } from '../../web/src/lib/crew/outbox.ts'
import type { ShiftTap } from '../../web/src/lib/crew/shift-outbox.ts'
import { addDays } from '../../api/src/jurisdictions/city-time.ts'
import { cityId } from '../../api/src/testing.ts'
import { randomFrom, type Random } from '../simulate/random.ts'
import { contradictionsOf } from './check-model.ts'
import { shiftContradictions } from './check-shift.ts'
import { drawPng } from './draw-png.ts'
import { day, type ModelCity } from './model-city.ts'
import { ModelTablet } from './model-tablet.ts'

const visitsOfARun = 2
const steps = 18

/** what one seed plays with, and no other */
export interface Work {
  visitIds: number[]
  shiftDay: string
}

/** Plays one seed: two tablets of one crew on the same jobs. Gives what does not hold afterwards; nothing, it should. */
export async function runModel(city: ModelCity, seed: string, work: Work): Promise<string[]> {
  const random = randomFrom(seed)
  const tablets = ['one', 'two'].map((name) => new ModelTablet(city, `${seed}-tablet-${name}`, random))
  city.clock.set('2026-03-12T06:00:00.000Z')
  for (let step = 0; step < steps; step++) {
    const at = city.clock.now().getTime() + Math.floor(random.unit() * 240_000)
    city.clock.set(new Date(at).toISOString())
    await act(random, random.pick(tablets), work)
  }
  for (const tablet of tablets) {
    await tablet.deliverLate()
    tablet.isHealed = true
  }
  for (const tablet of [...tablets, ...tablets]) await tablet.sync()
  await city.develop()
  const [one, other] = await Promise.all(tablets.map((tablet) => shownOn(tablet, work)))
  const wrong = [
    ...(await contradictionsOf(city, tablets, work.visitIds)),
    ...(await shiftContradictions(city, tablets, work.shiftDay, one!.shift)),
  ]
  return JSON.stringify(one) === JSON.stringify(other)
    ? wrong
    : ['the tablets are shown different days', ...wrong]
}

/** For so many runs: two visits for each, and a day whose shift nobody else tells of. */
export async function giveOutFor(city: ModelCity, runs: number): Promise<Work[]> {
  const ids = await city.giveOut(runs * visitsOfARun)
  return Array.from({ length: runs }, (_, run) => ({
    visitIds: ids.slice(run * visitsOfARun, (run + 1) * visitsOfARun),
    shiftDay: addDays(day, -run),
  }))
}

async function shownOn({ client }: ModelTablet, { visitIds, shiftDay }: Work) {
  const params = { jurisdictionId: cityId }
  const { visits } = await client(getRunSheet, { params, query: { day } })
  const { crewDay: shift } = await client(getRunSheet, { params, query: { day: shiftDay } })
  return { visits: visits.filter(({ id }) => visitIds.includes(id)), shift }
}

async function act(random: Random, tablet: ModelTablet, { visitIds, shiftDay }: Work): Promise<void> {
  const visitId = random.pick(visitIds)
  const draw = random.unit()
  if (draw < 0.2) await tablet.tellShift(drawShift(random, shiftDay))
  else if (draw < 0.6) {
    const tap = random.chance(0.25) ? drawTold(random, tablet, visitId) : drawTap(random)
    const isShown = tap.kind === 'photo' || (tap.kind === 'answer' && tap.field === 'shown')
    const mayShow = tap.kind === 'done' || tap.kind === 'fail' || tap.kind === 'found'
    const hasPicture = isShown || (mayShow && random.chance(0.5))
    await tablet.tap(visitId, tap, hasPicture ? drawPicture(random) : undefined)
  } else if (draw < 0.65) await tablet.settle()
  else if (draw < 0.85) await tablet.sync()
  else if (draw < 0.89) tablet.crash()
  else if (draw < 0.93) tablet.jumpClock()
  else if (draw < 0.96) await tablet.undo()
  else await tablet.deliverLate()
}

/** What a crew fills in, with what its tablet last told of it as what stood before. */
function drawTold(random: Random, tablet: ModelTablet, visitId: number): Tap {
  const value = random.below(4)
  const field = random.pick(['pieces', 'shown', 'bags'] as const)
  const before = tablet.lastTold(visitId, field)
  if (field === 'bags') return { kind: 'material', material: field, value, before: before as number | null }
  return { kind: 'answer', formVersion: 1, field, value: field === 'shown' ? before : value, before }
}

/** Whatever order a crew tells it in, and with whichever odometer. */
function drawShift(random: Random, shiftDay: string): ShiftTap {
  const of = { crewId: 1, day: shiftDay }
  const kind = random.pick(['shift_start', 'shift_end', 'break_start', 'break_end'] as const)
  if (kind === 'break_start' || kind === 'break_end') return { ...of, kind }
  const checked = {
    odometerKm: random.chance(0.3) ? null : 80_000 + random.below(3),
    faults: random.chance(0.3) ? [random.pick(vehicleParts)] : [],
    note: random.chance(0.3) ? `fault ${random.below(1e9)}` : undefined,
  }
  if (kind === 'shift_end') return { ...of, ...checked, kind }
  return { ...of, ...checked, kind, present: [random.pick(['Μαρία', 'Πέτρος', 'Άννα'])] }
}

function drawTap(random: Random): Tap {
  const note = random.chance(0.5) ? `note ${random.below(1e9)}` : undefined
  const kind = random.pick([
    'en_route',
    'arrive',
    'start',
    'stop',
    'done',
    'done',
    'partial',
    'fail',
    'decline',
    'found',
    'photo',
  ] as const)
  if (kind === 'partial') return { kind, left: 'rest', note }
  if (kind === 'fail') return { kind, reason: random.pick(failureReasons), note }
  if (kind === 'found') return { kind, serviceCode: 'bulky-waste', note }
  if (kind === 'done' || kind === 'decline') return { kind, note }
  return { kind }
}

/** One pixel of a colour of its own. */
function drawPicture(random: Random): Blob {
  const pixel = Buffer.of(random.below(256), random.below(256), random.below(256))
  return new Blob([new Uint8Array(drawPng(1, 1, pixel))], { type: 'image/png' })
}
