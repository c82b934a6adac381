import { DEFAULT_WEIGHTS } from './cost.ts'
import type { Weights } from './cost.ts'
import type {
  Break,
  Crew,
  CrewCosts,
  FrozenPast,
  Job,
  Link,
  Lock,
  Problem,
  Reload,
  Shift,
  StabilityPrices,
  TimeWindow,
  TravelMatrix,
} from './problem.ts'

const ALWAYS: TimeWindow = { startSeconds: -(2 ** 29), endSeconds: 2 ** 29 }
const NO_LIMIT = 2 ** 30

type Loose<T, Required extends keyof T> = Pick<T, Required> & Partial<T>

export type BreakInput = Loose<Break, 'windows' | 'durationSeconds'>
export type ShiftInput = Omit<Loose<Shift, 'startSeconds' | 'endSeconds'>, 'breaks' | 'frozen'> & {
  breaks?: BreakInput[]
  frozen?: Loose<FrozenPast, 'stops' | 'place' | 'readySeconds'> | null
}
export type JobInput = Loose<Job, 'id' | 'place'>
export type CrewInput = Omit<Partial<Crew>, 'id' | 'shifts' | 'costs' | 'reload'> & {
  id: string
  shifts: ShiftInput[]
  /** Default start and end of the shifts. */
  start?: number | null
  end?: number | null
  costs?: Partial<CrewCosts>
  reload?: Loose<Reload, 'place'> | null
}
export interface ProblemInput {
  matrices: Record<string, Loose<TravelMatrix, 'size' | 'seconds' | 'meters'>>
  jobs: JobInput[]
  crews: CrewInput[]
  links?: Link[]
  locks?: Lock[]
  weights?: Partial<Weights>
  stability?: Partial<StabilityPrices>
}

/** Fills every field that was left out; `validateProblem` tells what is wrong with the rest. */
export function defineProblem(input: ProblemInput): Problem {
  const dimensions = countDimensions(input)
  const matrices: Record<string, TravelMatrix> = {}
  for (const [profile, matrix] of Object.entries(input.matrices)) {
    matrices[profile] = { ...matrix, costs: matrix.costs ?? null }
  }
  const firstProfile = Object.keys(matrices)[0] ?? 'car'
  return {
    matrices,
    dimensions,
    jobs: input.jobs.map((job) => defineJob(job, dimensions)),
    crews: input.crews.map((crew) => defineCrew(crew, dimensions, firstProfile)),
    links: input.links ?? [],
    locks: input.locks ?? [],
    weights: { ...DEFAULT_WEIGHTS, ...input.weights },
    stability: { crewChange: 1, perStep: 1, notified: 1, ...input.stability },
  }
}

function countDimensions(input: ProblemInput): number {
  let dimensions = 0
  for (const crew of input.crews) dimensions = Math.max(dimensions, crew.capacity?.length ?? 0)
  for (const job of input.jobs) {
    for (const load of [job.delivery, job.pickup, job.transfer]) {
      dimensions = Math.max(dimensions, load?.length ?? 0)
    }
  }
  return dimensions
}

function defineJob(input: JobInput, dimensions: number): Job {
  const priority = input.priority ?? 0
  return {
    id: input.id,
    place: input.place,
    serviceSeconds: input.serviceSeconds ?? 0,
    setupSeconds: input.setupSeconds ?? 0,
    skills: input.skills ?? [],
    delivery: padded(input.delivery, dimensions, 0),
    pickup: padded(input.pickup, dimensions, 0),
    transfer: padded(input.transfer, dimensions, 0),
    windows: sortedWindows(input.windows),
    priority,
    unassignedCost: input.unassignedCost ?? 1 + 100 * priority,
    dueSeconds: input.dueSeconds ?? null,
    latenessCostPerSecond: input.latenessCostPerSecond ?? 1,
    allowedCrews: input.allowedCrews ?? null,
    forbiddenCrews: input.forbiddenCrews ?? [],
    zone: input.zone ?? null,
    neighbourhood: input.neighbourhood ?? null,
    reportedSeconds: input.reportedSeconds ?? 0,
    published: input.published ?? null,
  }
}

function defineCrew(input: CrewInput, dimensions: number, firstProfile: string): Crew {
  const { start = null, end = null } = input
  return {
    id: input.id,
    profile: input.profile ?? firstProfile,
    shifts: input.shifts.map((shift) => defineShift({ start, end, ...shift }, dimensions)),
    skills: input.skills ?? [],
    capacity: padded(input.capacity, dimensions, NO_LIMIT),
    costs: { fixed: 0, perTravelSecond: 1, perMeter: 0, perOvertimeSecond: 1, ...input.costs },
    speedFactor: input.speedFactor ?? 1,
    maxStops: input.maxStops ?? NO_LIMIT,
    maxMeters: input.maxMeters ?? NO_LIMIT,
    maxTravelSeconds: input.maxTravelSeconds ?? NO_LIMIT,
    reload: input.reload ? { durationSeconds: 0, maxReloads: 10, ...input.reload } : null,
    zones: input.zones ?? null,
    isZoneBound: input.isZoneBound ?? false,
  }
}

function defineShift(input: ShiftInput, dimensions: number): Shift {
  const { frozen } = input
  return {
    startSeconds: input.startSeconds,
    endSeconds: input.endSeconds,
    maxOvertimeSeconds: input.maxOvertimeSeconds ?? 0,
    start: input.start ?? null,
    end: input.end ?? null,
    breaks: (input.breaks ?? []).map(defineBreak),
    frozen: frozen
      ? {
          breaksTaken: [],
          meters: 0,
          travelSeconds: 0,
          ...frozen,
          onBoard: padded(frozen.onBoard, dimensions, 0),
        }
      : null,
  }
}

function defineBreak(input: BreakInput, index: number): Break {
  return {
    id: input.id ?? String(index),
    windows: sortedWindows(input.windows),
    durationSeconds: input.durationSeconds,
    isInsideTravelAllowed: input.isInsideTravelAllowed ?? true,
    isPaid: input.isPaid ?? false,
    maxLoad: input.maxLoad ?? null,
  }
}

function sortedWindows(windows: TimeWindow[] | undefined): TimeWindow[] {
  if (!windows?.length) return [ALWAYS]
  return [...windows].sort((a, b) => a.startSeconds - b.startSeconds)
}

function padded(values: number[] | undefined, dimensions: number, filler: number): number[] {
  return Array.from({ length: dimensions }, (_, dimension) => values?.[dimension] ?? filler)
}
