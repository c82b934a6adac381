import type { Route, Shift, Stop } from '@dromos/api/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dropPlace, hoursCut, hoursOf, hoursUnder, laneOf, roomAt, spanOf } from './timeline.ts'

const morning = Date.parse('2026-03-02T06:00:00.000Z')
const at = (minutes: number) => new Date(morning + minutes * 60_000).toISOString()

function stop(given: Partial<Stop> & { arrival: number; start?: number; end?: number }): Stop {
  const { arrival, start = arrival, end = start, ...rest } = given
  return {
    position: 0,
    kind: 'task',
    taskId: 1,
    workOrderId: 1,
    title: 'Λάμπα',
    serviceCode: 'lamp-out',
    address: null,
    location: [23.68, 37.99],
    arrivalAt: at(arrival),
    startAt: at(start),
    endAt: at(end),
    travelSeconds: 0,
    distanceMeters: 0,
    lateSeconds: 0,
    dueAt: null,
    window: null,
    visitId: null,
    visitStatus: null,
    ...rest,
  }
}

function routeOf(stops: Stop[], more: Partial<Route> = {}): Route {
  return {
    crewId: 3,
    startsAt: at(0),
    endsAt: stops.at(-1)!.endAt,
    travelSeconds: 0,
    serviceSeconds: 0,
    waitSeconds: 0,
    overtimeSeconds: 0,
    distanceMeters: 0,
    peakLoadM3: 0,
    peakLoadKg: 0,
    polyline: null,
    stops,
    ...more,
  }
}

const shift: Shift = {
  id: 1,
  crewId: 3,
  startsAt: at(0),
  endsAt: at(480),
  breakMinutes: 0,
  breakFrom: null,
  breakTo: null,
}

const day = routeOf([
  stop({ kind: 'start', taskId: null, arrival: 5 }),
  stop({ taskId: 11, arrival: 15, start: 20, end: 50, travelSeconds: 600 }),
  stop({ kind: 'break', taskId: null, arrival: 50, end: 80 }),
  stop({ taskId: 12, arrival: 90, end: 120, travelSeconds: 600 }),
  stop({ kind: 'end', taskId: null, arrival: 130, travelSeconds: 600 }),
])

test('a day is bars without gaps: way, wait, work, break', () => {
  const lane = laneOf(day, [shift])
  expect(lane.bars.map(({ kind, number }) => [kind, number])).toEqual([
    ['travel', 1],
    ['wait', 1],
    ['service', 1],
    ['break', 0],
    ['travel', 2],
    ['service', 2],
    ['travel', 0],
  ])
  for (let index = 1; index < lane.bars.length; index += 1) {
    expect(lane.bars[index]!.from).toBe(lane.bars[index - 1]!.to)
  }
  expect(lane.overtime).toBeNull()
})

test('work after the shift is overtime', () => {
  const late = routeOf([stop({ arrival: 470, end: 500 })], { overtimeSeconds: 1200 })
  const lane = laneOf(late, [shift])
  expect(lane.overtime).toEqual({ from: morning + 480 * 60_000, to: morning + 500 * 60_000 })
})

test('the hours shown hold all shifts and all work', () => {
  const span = spanOf([laneOf(day, [shift])])
  expect(span).toEqual({ from: morning, to: morning + 8 * 3_600_000 })
  expect(hoursOf(span, 60)).toHaveLength(9)
  expect(hoursOf(span, 35)).toHaveLength(5)
  expect(hoursOf(span, 120)).toHaveLength(17)
  expect(hoursOf(span, 600)).toHaveLength(33)
})

test('a day that begins at half past shows nothing before it, and names whole hours', () => {
  const half = morning + 30 * 60_000
  const early = laneOf(day, [
    { ...shift, startsAt: at(30), endsAt: at(240) },
    { ...shift, id: 2, startsAt: at(360), endsAt: at(570) },
  ])
  const span = spanOf([{ ...early, bars: [] }])
  expect(span).toEqual({ from: half, to: half + 9 * 3_600_000 })
  const marks = (pixelsPerHour: number) =>
    hoursOf(span, pixelsPerHour).map((mark) => (mark - morning) / 3_600_000)
  expect(marks(60)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(marks(120).slice(0, 3)).toEqual([0.5, 1, 1.5])
})

test('a tag among the hours hides those whose name it would touch, and no other', () => {
  const marks = [0, 1, 2, 3, 4].map((hours) => morning + hours * 3_600_000)
  const scale = { whole: { from: marks[0]!, to: marks[4]! }, marks, pixelsPerHour: 80 }
  const under = (minutes: number) =>
    hoursUnder(morning + minutes * 60_000, scale).map((mark) => (mark - morning) / 3_600_000)
  expect(under(120)).toEqual([2])
  expect(under(150)).toEqual([2, 3])
  // the first hour is named right of its mark, the last one left of it
  expect(under(40)).toEqual([0, 1])
  expect(under(20)).toEqual([0])
  expect(under(220)).toEqual([4])
})

test('an hour whose name an edge would cut is not named; at the ends of the day names stand beside their marks', () => {
  const marks = [0, 1, 2, 3, 4].map((hours) => morning + hours * 3_600_000)
  const scale = { whole: { from: marks[0]!, to: marks[4]! }, marks, pixelsPerHour: 80 }
  const cut = (from: number, to: number) =>
    hoursCut({ from: morning + from * 60_000, to: morning + to * 60_000 }, scale).map(
      (mark) => (mark - morning) / 3_600_000,
    )
  expect(cut(0, 240)).toEqual([])
  expect(cut(60, 180)).toEqual([1, 3])
  expect(cut(52, 172)).toEqual([1, 3])
  expect(cut(40, 200)).toEqual([])
  expect(cut(5, 235)).toEqual([0, 4])
})

test('a stop is dropped before the task whose middle lies behind it', () => {
  const lane = laneOf(day, [shift])
  expect(dropPlace(lane, morning, [99])).toBe(0)
  expect(dropPlace(lane, morning + 60 * 60_000, [99])).toBe(1)
  expect(dropPlace(lane, morning + 300 * 60_000, [99])).toBe(2)
})

test('a place has the room between its stops, at the ends of the day up to the shift', () => {
  const lane = laneOf(day, [shift])
  const minutes = (place: number, moved: number[] = []) => {
    const { from, to } = roomAt(lane, place, moved)
    return [(from - morning) / 60_000, (to - morning) / 60_000]
  }
  expect(minutes(0)).toEqual([0, 20])
  expect(minutes(1)).toEqual([50, 90])
  expect(minutes(2)).toEqual([120, 480])
  expect(minutes(1, [12])).toEqual([50, 480])
})

test('the task that is moved is no place to drop beside', () => {
  const lane = laneOf(day, [shift])
  expect(dropPlace(lane, morning + 300 * 60_000, [12])).toBe(1)
})

test('later in the day is never earlier in the order', () => {
  const lane = laneOf(day, [shift])
  fc.assert(
    fc.property(fc.nat(600), fc.nat(600), (a, b) => {
      const [first, second] = [Math.min(a, b), Math.max(a, b)]
      const place = (minutes: number) => dropPlace(lane, morning + minutes * 60_000, [0])
      return place(first) <= place(second)
    }),
  )
})

test('hours that are allowed and due times lie on the lane, where a stop has any', () => {
  const bounded = stop({ taskId: 11, arrival: 15, dueAt: at(90), window: [at(10), null], lateSeconds: 60 })
  const lane = laneOf(routeOf([bounded, stop({ taskId: 12, arrival: 60 })]), [shift])
  expect(lane.limits).toEqual([
    {
      taskId: 11,
      window: { from: morning + 10 * 60_000, to: null },
      dueAt: morning + 90 * 60_000,
      isLate: true,
    },
  ])
  // what is due another day makes the timeline no longer
  const later = routeOf([stop({ arrival: 15, dueAt: at(3000) })])
  expect(spanOf([laneOf(later, [shift])])).toEqual({ from: morning, to: morning + 8 * 3_600_000 })
})
