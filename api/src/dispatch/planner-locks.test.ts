import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeCheapest, viewPlan } from '../planner/explain/index.ts'
import { evaluatePlan, prepareProblem, type Evaluation } from '../planner/index.ts'
import { replan } from '../planner/replan/index.ts'
import { solveHere } from '../planner/search/index.ts'
import { buildProblem, type DayProblem } from './build-problem.ts'
import type { DayInput, PlannableTask } from './day-input.ts'
import { noLinks } from './day-links.ts'
import { placesOf } from './places.ts'
import { heldLocks, type AheadStops, type StoredLock } from './plan-lock.ts'

const origin = new Date('2026-03-11T22:00:00Z')
const point = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }))
const days = fc.record({
  points: fc.array(point, { minLength: 5, maxLength: 9 }),
  late: point,
  wishes: fc.array(fc.tuple(fc.constantFrom('crew', 'position', 'time', 'route'), fc.nat(20)), {
    minLength: 1,
    maxLength: 4,
  }),
  seed: fc.nat(1000),
})

test('what is locked stays where it is, whatever is solved, re-planned or given out', () => {
  fc.assert(
    fc.property(days, ({ points, late, wishes, seed }) => {
      const tasks = points.map((at, index) => taskAt(index + 1, at))
      const free = dayOf(tasks, [])
      const known = solveHere(free.day.problem, { iterations: 40, seed })
      const ahead = aheadOf(free.day, known.evaluation)
      const locks = heldLocks(
        wishes.flatMap(([kind, pick]) => lockOf(kind, pick, ahead)),
        ahead,
      )

      const { day } = dayOf(tasks, locks, { weights: { travel: 16, balance: 0 } })
      const solved = solveHere(day.problem, { iterations: 150, seed: seed + 1 })
      expect(heldLocks(locks, aheadOf(day, solved.evaluation))).toEqual(locks)

      const more = [...tasks, taskAt(99, late)]
      const again = dayOf(more, locks, { kept: keptOf(ahead) }).day
      const plan = { ...known.plan, unassigned: [...known.plan.unassigned, tasks.length] }
      const starts = more.map(({ id }) => secondsOf(ahead, id))
      const replanned = replan(again.problem, { plan, starts }, { changeBudget: 4, iterations: 100, seed })
      expect(heldLocks(locks, aheadOf(again, replanned.evaluation))).toEqual(locks)

      const open = dayOf(more, locks).day
      const prepared = prepareProblem(open.problem)
      const view = viewPlan(prepared, plan)
      for (const crew of open.crewIds.keys()) {
        const placed = placeCheapest(view, tasks.length, crew)
        // where every place breaks a rule, nothing is given out
        if (placed?.violations.length === 0)
          expect(heldLocks(locks, aheadOf(open, evaluatePlan(prepared, placed.plan)))).toEqual(locks)
      }
    }),
    { numRuns: 40, seed: 4 },
  )
})

function dayOf(
  tasks: PlannableTask[],
  locks: StoredLock[],
  more: Partial<DayInput> = {},
): { input: DayInput; day: DayProblem } {
  const input: DayInput = {
    day: '2026-03-12',
    timezone: 'Europe/Athens',
    origin,
    crews: [1, 2].map(crewOf),
    tasks,
    from: null,
    positions: [],
    past: [],
    closures: [],
    links: noLinks,
    kept: [],
    areZonesBinding: false,
    weights: {},
    locks,
    heldElsewhere: [],
    changeBudget: null,
    ...more,
  }
  const { points } = placesOf(input)
  const seconds = new Int32Array(points.length ** 2)
  points.forEach((from, row) =>
    points.forEach((to, column) => {
      const apart = Math.abs(from[0] - to[0]) + Math.abs(from[1] - to[1])
      seconds[row * points.length + column] = Math.round(apart * 60_000)
    }),
  )
  return { input, day: buildProblem(input, { foot: { size: points.length, seconds, meters: seconds } }) }
}

function crewOf(id: number): DayInput['crews'][number] {
  const shift = { id, crewId: id, startsAt: '2026-03-12T05:00:00.000Z', endsAt: '2026-03-12T13:00:00.000Z' }
  return {
    id,
    nameEl: '',
    nameEn: '',
    departmentCode: 'cleaning',
    color: 0,
    skills: [],
    members: [],
    vehicle: null,
    depot: { id, nameEl: '', nameEn: '', location: [23.7 + id / 100, 37.98] },
    start: null,
    end: null,
    zoneIds: [],
    isRetired: false,
    shifts: [{ ...shift, breakMinutes: 0, breakFrom: null, breakTo: null }],
  }
}

function taskAt(id: number, [east, north]: [number, number]): PlannableTask {
  return {
    id,
    workOrderId: id,
    serviceCode: 'pothole',
    title: '',
    departmentCode: 'cleaning',
    priority: 1,
    dueAt: null,
    createdAt: origin,
    durationMinutes: 30,
    setupMinutes: 0,
    skills: [],
    vehicleFeatures: [],
    loadM3: 0,
    loadKg: 0,
    earliestAt: null,
    latestAt: null,
    location: [23.7 + east / 1000, 37.98 + north / 1000],
    zoneIds: [],
    areaId: null,
  }
}

function aheadOf(day: DayProblem, { routes }: Evaluation): AheadStops {
  return new Map(
    routes.map(({ crew, stops }) => [
      day.crewIds[crew],
      stops.flatMap(({ stop, startSeconds }) =>
        stop.kind === 'job'
          ? [{ taskId: day.taskIds[stop.job], startAt: new Date(origin.getTime() + startSeconds * 1000) }]
          : [],
      ),
    ]),
  )
}

/** As a dispatcher would lock one of the stops. */
function lockOf(kind: string, pick: number, ahead: AheadStops): StoredLock[] {
  const all = [...ahead].flatMap(([crewId, stops]) =>
    stops.map((stop, place) => ({ crewId, place, ...stop })),
  )
  if (all.length === 0) return []
  const { crewId, place, taskId, startAt } = all[pick % all.length]
  const taskIds = ahead.get(crewId)!.map((stop) => stop.taskId)
  if (kind === 'crew') return [{ kind, taskId, crewId }]
  if (kind === 'time') return [{ kind, taskId, startAt: startAt!.toISOString() }]
  if (kind === 'route') return [{ kind, crewId, legs: [{ shiftId: crewId, taskIds }] }]
  return [
    { kind: 'position', taskId, crewId, legs: [{ shiftId: crewId, taskIds: taskIds.slice(0, place + 1) }] },
  ]
}

function keptOf(ahead: AheadStops): DayInput['kept'] {
  return [...ahead].flatMap(([crewId, stops]) =>
    stops.map(({ taskId, startAt }) => ({ taskId, crewId, startAt: startAt!, isNotified: false })),
  )
}

function secondsOf(ahead: AheadStops, taskId: number): number | null {
  const stop = [...ahead.values()].flat().find((each) => each.taskId === taskId)
  return stop ? (stop.startAt!.getTime() - origin.getTime()) / 1000 : null
}
