import { workingTime } from '../crews/availability.ts'
import {
  defineProblem,
  type CrewInput,
  type JobInput,
  type Problem,
  type ShiftInput,
} from '../planner/index.ts'
import type { Profile } from '../roads/travel-times.ts'
import type { DayInput, PlannableTask } from './day-input.ts'
import { plannerLinks } from './day-links.ts'
import { placesOf, type Places } from './places.ts'
import { heldTaskIds } from './plan-lock.ts'
import { lockedCost, plannerLocks } from './planner-locks.ts'

export type Matrices = Partial<Record<Profile, { size: number; seconds: Int32Array; meters: Int32Array }>>

/** A day as the planner sees it, with the ways back from its indexes. */
export interface DayProblem {
  problem: Problem
  places: Places
  /** task of each job */
  taskIds: number[]
  /** crew of each planner crew */
  crewIds: number[]
  /** shift of each planner shift */
  shiftIds: number[][]
  /** "skill:…" or "vehicle:…", by planner skill */
  needs: string[]
  /** tasks that wait for work that is not in the day */
  waitingTaskIds: ReadonlySet<number>
  /** tasks that another day holds, and this one does not */
  elsewhereTaskIds: ReadonlySet<number>
  origin: Date
}

const DAY_SECONDS = 86_400
/** what a stop may move around its announced start without a price */
const ANNOUNCED_SECONDS = 900
const UNLOADING_SECONDS = 900
const MOST_UNLOADINGS = 4
/** of the stability cost against a second of travel, where a version is to be kept to */
const KEPT_WEIGHT = 300
/** seconds of travel that a dispatcher would spend to keep two neighbouring jobs with one crew; leaving a zone is four */
const COMPACT_WEIGHT = 150

/** Capacities are litres and kilograms. Skills and vehicle features are both what a crew must have. */
export function buildProblem(input: DayInput, matrices: Matrices): DayProblem {
  const places = placesOf(input)
  const needs = numberNeeds(input)
  const startSeconds = (instant: Date) => Math.round((instant.getTime() - input.origin.getTime()) / 1000)
  const kept = new Map(input.kept.map((stop) => [stop.taskId, stop]))
  const crewIndex = new Map(input.crews.map(({ id }, index) => [id, index]))
  const { locks, closedCrews, lockedJobs } = plannerLocks(input, startSeconds)
  const waiting = new Set(input.links.waiting)
  const elsewhere = heldByOthersAlone(input)
  const bounds = new Map(input.links.notBefore.map(({ taskId, at }) => [taskId, startSeconds(at)]))
  const jobs = input.tasks.map((task, index): JobInput => {
    const stop = kept.get(task.id)
    const crew = stop && crewIndex.get(stop.crewId)
    const job = jobOf(task, startSeconds, bounds.get(task.id))
    return {
      ...job,
      unassignedCost: lockedJobs.has(index)
        ? lockedCost(job.unassignedCost, input.weights.unassigned)
        : job.unassignedCost,
      forbiddenCrews: [...closedCrews].flatMap(([closed, own]) => (own.has(index) ? [] : [closed])),
      ...(waiting.has(task.id) || elsewhere.has(task.id) ? { allowedCrews: [] } : {}),
      place: places.taskPlace(task),
      skills: needsOf(task).map((need) => needs.get(need)!),
      published:
        stop && crew !== undefined
          ? { crew, window: around(startSeconds(stop.startAt)), isNotified: stop.isNotified }
          : null,
    }
  })
  const problem = defineProblem({
    matrices: matrices as Record<string, NonNullable<Matrices[Profile]>>,
    jobs,
    crews: input.crews.map((crew): CrewInput => crewOf(crew, input, places, needs, startSeconds)),
    links: plannerLinks(
      input.links,
      input.tasks.map(({ id }) => id),
    ),
    locks,
    weights: {
      ...(input.kept.length > 0 ? { stability: KEPT_WEIGHT } : {}),
      ...(input.crews.some(({ zoneIds }) => zoneIds.length > 0) ? { compactness: COMPACT_WEIGHT } : {}),
      ...input.weights,
    },
  })
  return {
    problem,
    places,
    taskIds: input.tasks.map(({ id }) => id),
    crewIds: input.crews.map(({ id }) => id),
    shiftIds: input.crews.map(({ shifts }) => shifts.map(({ id }) => id)),
    needs: [...needs.keys()],
    waitingTaskIds: waiting,
    elsewhereTaskIds: elsewhere,
    origin: input.origin,
  }
}

/** What this day locks too is its own. */
function heldByOthersAlone({ heldElsewhere, locks, crews }: DayInput): Set<number> {
  const working = crews.filter(({ shifts }) => shifts.length > 0).map(({ id }) => id)
  const own = heldTaskIds(locks, new Set(working))
  return new Set(heldElsewhere.filter((id) => !own.has(id)))
}

function jobOf(
  task: PlannableTask,
  startSeconds: (instant: Date) => number,
  notBefore = -DAY_SECONDS,
): JobInput & { unassignedCost: number } {
  const due = task.dueAt ? startSeconds(task.dueAt) : null
  const begin = Math.max(
    notBefore,
    task.earliestAt ? clampSeconds(startSeconds(task.earliestAt)) : -DAY_SECONDS,
  )
  const end = task.latestAt ? clampSeconds(startSeconds(task.latestAt)) : 2 * DAY_SECONDS
  const load = [Math.round(task.loadM3 * 1000), Math.round(task.loadKg)]
  return {
    id: String(task.id),
    place: 0,
    serviceSeconds: task.durationMinutes * 60,
    setupSeconds: task.setupMinutes * 60,
    pickup: load,
    windows: [
      {
        startSeconds: Math.min(begin, end),
        endSeconds: end,
      },
    ],
    priority: task.priority,
    unassignedCost: 1 + 100 * task.priority + urgency(due),
    // what is late already is not made worse by an hour: it is worth more instead
    dueSeconds: due !== null && due > 0 && due < DAY_SECONDS ? due : null,
    zone: zoneOf(task),
    neighbourhood: task.areaId === null ? null : String(task.areaId),
    reportedSeconds: Math.max(-(2 ** 29), startSeconds(task.createdAt)),
  }
}

/** Leaving out what is overdue costs more each day, up to three weeks; what is due today or tomorrow less. */
function urgency(dueSeconds: number | null): number {
  if (dueSeconds === null) return 0
  if (dueSeconds > 2 * DAY_SECONDS) return 0
  if (dueSeconds > DAY_SECONDS) return 500
  const overdueDays = Math.max(0, Math.floor(-dueSeconds / DAY_SECONDS))
  return 1500 + 100 * Math.min(21, overdueDays)
}

function crewOf(
  crew: DayInput['crews'][number],
  input: DayInput,
  places: Places,
  needs: ReadonlyMap<string, number>,
  startSeconds: (instant: Date) => number,
): CrewInput {
  const depot = places.depotPlace(crew)
  const position = input.positions.find(({ crewId }) => crewId === crew.id)
  const { vehicle } = crew
  return {
    id: String(crew.id),
    profile: profileOf(crew),
    skills: capabilitiesOf(crew).flatMap((need) => needs.get(need) ?? []),
    capacity: vehicle ? [Math.round(vehicle.capacityM3 * 1000), Math.round(vehicle.capacityKg)] : [0, 0],
    reload: vehicle
      ? { place: depot, durationSeconds: UNLOADING_SECONDS, maxReloads: MOST_UNLOADINGS }
      : null,
    zones: zonesOf(crew, input.tasks),
    isZoneBound: input.areZonesBinding,
    shifts: crew.shifts.map((shift): ShiftInput => {
      const { startsAt, endsAt, breakSeconds, breakStarts } = workingTime(shift)
      const begin = startSeconds(startsAt)
      const end = startSeconds(endsAt)
      const notBefore = position?.readyAt ?? input.from
      const ready = notBefore ? Math.min(end, Math.max(begin, startSeconds(notBefore))) : begin
      const isUnderWay = position !== undefined && ready > begin
      const latestBreak = breakStarts ? startSeconds(breakStarts.to) : 0
      // a break whose time is over has been taken
      const hasBreak = breakStarts !== null && breakSeconds > 0 && latestBreak >= ready
      return {
        startSeconds: ready,
        endSeconds: end,
        start: isUnderWay ? places.positionPlace(position) : places.startPlace(crew),
        end: places.endPlace(crew),
        breaks: hasBreak
          ? [
              {
                windows: [
                  { startSeconds: Math.max(ready, startSeconds(breakStarts.from)), endSeconds: latestBreak },
                ],
                durationSeconds: breakSeconds,
              },
            ]
          : [],
      }
    }),
  }
}

/** Areas may lie over each other: where some do is a zone of its own. Outside of all is one too. */
function zoneOf({ zoneIds }: Pick<PlannableTask, 'zoneIds'>): string {
  return zoneIds.join('+') || '0'
}

/** All that lie in an area of the crew; null for a crew that goes anywhere. */
function zonesOf({ zoneIds }: DayInput['crews'][number], tasks: readonly PlannableTask[]): string[] | null {
  if (zoneIds.length === 0) return null
  const inside = tasks.filter((task) => task.zoneIds.some((id) => zoneIds.includes(id)))
  return [...new Set([...zoneIds.map(String), ...inside.map(zoneOf)])]
}

/** A crew without a vehicle walks. */
export function profileOf(crew: DayInput['crews'][number]): Profile {
  return crew.vehicle?.profile ?? 'foot'
}

function needsOf(task: Pick<PlannableTask, 'skills' | 'vehicleFeatures'>): string[] {
  return [
    ...task.skills.map((skill) => `skill:${skill}`),
    ...task.vehicleFeatures.map((feature) => `vehicle:${feature}`),
  ]
}

function capabilitiesOf(crew: DayInput['crews'][number]): string[] {
  return needsOf({ skills: crew.skills, vehicleFeatures: crew.vehicle?.features ?? [] })
}

function numberNeeds({ tasks }: DayInput): Map<string, number> {
  const needs = [...new Set(tasks.flatMap(needsOf))].sort()
  return new Map(needs.map((need, index) => [need, index]))
}

function around(seconds: number) {
  return { startSeconds: seconds - ANNOUNCED_SECONDS, endSeconds: seconds + ANNOUNCED_SECONDS }
}

function clampSeconds(seconds: number): number {
  return Math.max(-DAY_SECONDS, Math.min(2 * DAY_SECONDS, seconds))
}
