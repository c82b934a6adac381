import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defineProblem, evaluatePlan, prepareProblem, type Problem, type Route } from '../../planner/index.ts'
import { predictRoutes, type JobEvent } from './predict-routes.ts'

interface Drawn {
  legs: number[]
  services: number[]
  setups: number[]
  /** how much later than the way there allows each job may begin */
  waits: number[]
  breakAfter: number | null
}

const leg = fc.integer({ min: 0, max: 2400 })
const drawn = fc.integer({ min: 1, max: 9 }).chain((count) =>
  fc.record({
    legs: fc.array(leg, { minLength: count + 1, maxLength: count + 1 }),
    services: fc.array(fc.integer({ min: 60, max: 3600 }), { minLength: count, maxLength: count }),
    setups: fc.array(fc.constantFrom(0, 300), { minLength: count, maxLength: count }),
    waits: fc.array(fc.constantFrom(0, 0, 0, 900), { minLength: count, maxLength: count }),
    breakAfter: fc.option(fc.integer({ min: 0, max: count - 1 })),
  }),
)

const begin = 25_200

test('without a deviation the predicted times are the planned ones, at any hour', () => {
  fc.assert(
    fc.property(drawn, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
      const { problem, route, planned, end } = dayOf(given)
      const now = Math.round(begin + share * (end - begin))
      const [predicted] = predictRoutes(problem, [route], eventsAt(planned, now), now)
      const ahead = planned.filter(({ endSeconds }) => endSeconds > now)
      expect(predicted.stops).toEqual(ahead)
      if (ahead.length > 0) expect(predicted.endSeconds).toBe(end)
    }),
  )
})

test('a crew that is k seconds late is k late everywhere, less the slack it has used up', () => {
  fc.assert(
    fc.property(drawn, fc.nat({ max: 8 }), fc.integer({ min: 1, max: 5400 }), (given, at, late) => {
      const { problem, route, planned, end } = dayOf({ ...given, breakAfter: null })
      const last = planned[at % planned.length]
      const now = last.endSeconds + late
      const before = planned.slice(0, planned.indexOf(last))
      const events = eventsAt(before, last.endSeconds)
      events.set(last.job, { kind: 'over', leftSeconds: now })
      const [predicted] = predictRoutes(problem, [route], events, now)
      let left = late
      const later = planned.slice(planned.indexOf(last) + 1).map((stop) => {
        const arrivalSeconds = stop.arrivalSeconds + left
        left = Math.max(0, left - (stop.startSeconds - stop.arrivalSeconds))
        const [startSeconds, endSeconds] = [stop.startSeconds + left, stop.endSeconds + left]
        return { job: stop.job, arrivalSeconds, startSeconds, endSeconds }
      })
      expect(predicted.stops).toEqual(later)
      if (later.length > 0) expect(predicted.endSeconds).toBe(end + left)
    }),
  )
})

test('nobody arrives before now, and the order of what is known changes nothing', () => {
  fc.assert(
    fc.property(drawn, fc.integer({ min: 0, max: 86_400 }), (given, now) => {
      const { problem, route, planned } = dayOf(given)
      const none = predictRoutes(problem, [route], new Map(), now)[0]
      for (const { arrivalSeconds } of none.stops) expect(arrivalSeconds).toBeGreaterThanOrEqual(now)
      const events = [...eventsAt(planned, now)]
      const forwards = predictRoutes(problem, [route], new Map(events), now)
      expect(predictRoutes(problem, [route], new Map(events.toReversed()), now)).toEqual(forwards)
    }),
  )
})

test('a crew goes on with what it is on its way to, and does not do what was dropped', () => {
  const given = { legs: [600, 600, 600, 600], services: [600, 600, 600], setups: [0, 0, 0], waits: [0, 0, 0] }
  const { problem, route } = dayOf({ ...given, breakAfter: null })
  const events = new Map<number, JobEvent>([
    [2, { kind: 'on-the-way', departSeconds: begin }],
    [0, { kind: 'dropped' }],
  ])
  const [predicted] = predictRoutes(problem, [route], events, begin + 60)
  expect(predicted.stops.map(({ job }) => job)).toEqual([2, 1])
})

/** A crew that drives along a line of places; its plan and how it is timed. */
function dayOf({ legs, services, setups, waits, breakAfter }: Drawn) {
  const at = legs.reduce<number[]>((sums, length) => [...sums, sums[sums.length - 1] + length], [0])
  const size = services.length + 2
  const seconds = new Int32Array(size * size)
  for (let from = 0; from < size; from++)
    for (let to = 0; to < size; to++) seconds[from * size + to] = Math.abs(at[from] - at[to])
  const job = (index: number, from: number) => ({
    id: String(index),
    place: index + 1,
    serviceSeconds: services[index],
    setupSeconds: setups[index],
    windows: [{ startSeconds: from, endSeconds: 400_000 }],
  })
  const crew = {
    id: '1',
    profile: 'car',
    shifts: [
      {
        startSeconds: begin,
        endSeconds: begin + 28_800,
        start: 0,
        end: size - 1,
        breaks:
          breakAfter === null
            ? []
            : [{ windows: [{ startSeconds: begin, endSeconds: 400_000 }], durationSeconds: 1800 }],
      },
    ],
  }
  const route: Route = {
    crew: 0,
    shift: 0,
    stops: services.flatMap((_, index) => [
      { kind: 'job' as const, job: index },
      ...(index === breakAfter ? [{ kind: 'break' as const, break: 0 }] : []),
    ]),
  }
  const define = (froms: number[]): Problem =>
    defineProblem({
      matrices: { car: { size, seconds, meters: seconds } },
      jobs: froms.map((from, index) => job(index, from)),
      crews: [crew],
    })
  // windows that open a little after the crew would be there
  const froms = services.map(() => 0)
  for (const index of services.keys())
    if (waits[index] > 0) froms[index] = timesOf(define(froms), route)[index].arrivalSeconds + waits[index]
  const problem = define(froms)
  const planned = timesOf(problem, route)
  const end = evaluatePlan(prepareProblem(problem), { routes: [route], unassigned: [] }).routes[0].endSeconds
  return { problem, route, planned, end }
}

function timesOf(problem: Problem, route: Route) {
  const { routes } = evaluatePlan(prepareProblem(problem), { routes: [route], unassigned: [] })
  return routes[0].stops.flatMap(({ stop, arrivalSeconds, startSeconds, endSeconds }) =>
    stop.kind === 'job' ? [{ job: stop.job, arrivalSeconds, startSeconds, endSeconds }] : [],
  )
}

/** What the tablets have told by `now` of a crew that keeps to its plan. */
function eventsAt(planned: ReturnType<typeof timesOf>, now: number): Map<number, JobEvent> {
  const events = new Map<number, JobEvent>()
  for (const { job, arrivalSeconds, endSeconds } of planned) {
    if (endSeconds <= now) events.set(job, { kind: 'over', leftSeconds: endSeconds })
    else if (arrivalSeconds <= now) events.set(job, { kind: 'at-work', arrivedSeconds: arrivalSeconds })
  }
  return events
}
