import { expect, test } from 'vitest'
import { canMove, isOpenStatus, isResolvedStatus } from '../../api/src/requests/lifecycle.ts'
import { distanceMeters } from '../../api/src/geo/distance.ts'
import { demoServices } from '../seed/services/index.ts'
import { blocksOf, scales } from './scale.ts'
import { simulateBlock, type Simulation } from './simulate-block.ts'
import { spotsOf } from './spots.ts'
import { chessboard } from './testing.ts'

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
const until = Date.parse('2026-03-10T09:00:00Z')

function simulation(seed: string): Simulation {
  return { model, spots: spotsOf(model, seed), scale: scales.aigaleo, seed, lastDay: '2026-03-10', until }
}

const blocks = blocksOf(scales.aigaleo)
const newest = simulateBlock(simulation('test'), blocks[0])
const older = simulateBlock(simulation('test'), blocks[3])
const both = [...newest, ...older]

test('the same seed gives the same requests and another seed others', () => {
  const small = blocksOf(scales.small)[0]
  const run = (seed: string) => simulateBlock({ ...simulation(seed), scale: scales.small }, small)
  expect(run('a')).toEqual(run('a'))
  expect(run('a').map(({ at }) => at)).not.toEqual(run('b').map(({ at }) => at))
})

test('the shares of a block are exactly those of its scale', () => {
  for (const [requests, block] of [
    [newest, blocks[0]],
    [older, blocks[3]],
  ] as const) {
    const count = (status: string) => requests.filter((request) => request.status === status).length
    expect(requests.length).toBe(block.total)
    expect(requests.filter(({ status }) => isOpenStatus(status)).length).toBe(block.open)
    expect(count('duplicate')).toBe(block.duplicate)
    expect(count('rejected')).toBe(block.rejected)
    expect(count('not_responsible')).toBe(block.notResponsible)
    expect(count('cancelled')).toBe(block.cancelled)
  }
})

test('a tenth to a seventh of the reports repeat another, nearby and later', () => {
  const repeats = newest.filter((request) => request.repeats !== null)
  expect(repeats.length / newest.length).toBeGreaterThan(0.1)
  expect(repeats.length / newest.length).toBeLessThan(0.15)
  for (const repeat of repeats) {
    const first = newest[repeat.repeats!]
    expect(first.repeats).toBeNull()
    expect(first.service).toBe(repeat.service)
    expect(first.at).toBeLessThanOrEqual(repeat.at)
    if (first.closedAt !== null) expect(repeat.at).toBeLessThanOrEqual(first.closedAt)
    expect(repeat.distanceMeters).toBeLessThan(model.services[repeat.service].duplicateRadiusMeters + 15)
  }
})

test('every request lies inside its city, in its neighbourhood, at an address of the street it is on', () => {
  for (const { spot } of both) {
    expect(model.boundary.find(spot.point)).toBe(0)
    expect(spot.areaId).toBe(model.neighbourhoods.find(spot.point))
    expect(spot.address).toMatch(new RegExp(`^${model.stretches[spot.stretch].street!.name} [1-9]\\d*$`))
  }
})

test('every life is allowed, and what is closed says when', () => {
  for (const { at, status, steps, closedAt, dueAt } of both) {
    steps.slice(1).forEach((step) => expect(canMove(step.from!, step.to)).toBe(true))
    expect(steps.at(-1)!.to).toBe(status)
    expect(steps.at(-1)!.at).toBeLessThanOrEqual(until)
    expect(dueAt).toBeGreaterThan(at)
    if (isOpenStatus(status)) expect(closedAt).toBeNull()
    else expect(steps.findLast((step) => !isOpenStatus(step.to) && step.to !== 'verified')!.at).toBe(closedAt)
    if (isResolvedStatus(status)) expect(closedAt).toBeGreaterThanOrEqual(at)
  }
})

test('public ids are unique over blocks', () => {
  expect(new Set(both.map(({ publicId }) => publicId)).size).toBe(both.length)
})

test('bulky waste and lamps come first, more is reported on working days and by day', () => {
  const counts = model.services.map(
    ({ code }, i) => [both.filter(({ service }) => service === i).length, code] as const,
  )
  expect(
    counts
      .toSorted((a, b) => b[0] - a[0])
      .slice(0, 2)
      .map(([, code]) => code),
  ).toEqual(['bulky-waste', 'street-light-fault'])
  const onMondays = older.filter(({ at }) => new Date(at).getUTCDay() === 1).length
  const onSundays = older.filter(({ at }) => new Date(at).getUTCDay() === 0).length
  expect(onMondays).toBeGreaterThan(1.5 * onSundays)
  const byNight = older.filter(({ at }) => new Date(at).getUTCHours() < 3).length
  expect(byNight / older.length).toBeLessThan(0.05)
})

/** Knox 1964: pairs close in time and place, over as many as there would be if the two had nothing in common. */
function knoxRatio(code: string): number {
  const service = model.services.findIndex((each) => each.code === code)
  const firsts = both.filter((request) => request.service === service && request.repeats === null)
  const pairs = { all: 0, near: 0, soon: 0, both: 0 }
  for (const [i, a] of firsts.entries())
    for (const b of firsts.slice(0, i)) {
      const isNear = distanceMeters(a.spot.point, b.spot.point) < 60
      const isSoon = Math.abs(a.at - b.at) < 2 * 86_400_000
      pairs.all++
      if (isNear) pairs.near++
      if (isSoon) pairs.soon++
      if (isNear && isSoon) pairs.both++
    }
  return (pairs.both * pairs.all) / (pairs.near * pairs.soon)
}

test('bulky waste follows bulky waste in time and place; full bins have only their places', () => {
  expect(knoxRatio('bulky-waste')).toBeGreaterThan(1.5)
  expect(knoxRatio('overflowing-bin')).toBeLessThan(1.3)
})

test('lamps go out in runs along one street', () => {
  const service = model.services.findIndex(({ code }) => code === 'street-light-fault')
  const lamps = older.filter((request) => request.service === service && request.repeats === null)
  const inRuns = lamps.filter((lamp) =>
    lamps.some((other) => {
      const isSameStreet =
        model.stretches[other.spot.stretch].street!.id === model.stretches[lamp.spot.stretch].street!.id
      const meters = distanceMeters(lamp.spot.point, other.spot.point)
      return other !== lamp && isSameStreet && Math.abs(other.at - lamp.at) < 3 * 86_400_000 && meters < 60
    }),
  )
  expect(inRuns.length / lamps.length).toBeGreaterThan(0.3)
})

test('some neighbourhoods report up to three times as readily as others', () => {
  const { spots } = simulation('test')
  const rates = model.areaIds.map((id) => spots.reportingRate(id)).sort()
  expect(rates).toEqual([1, 3])
  expect(spots.reportingRate(null)).toBe(1)
})

test('descriptions are short and hold no number that could be a telephone or a plate', () => {
  for (const { description } of both) {
    expect(description.length).toBeLessThan(200)
    expect(description).not.toMatch(/\d{4}|@/)
  }
})
