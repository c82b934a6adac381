import type { Weights } from './cost.ts'

/** Marks a pair of places with no way between them; larger than any real time or distance. */
export const UNREACHABLE = 2 ** 30 - 1

/** Job compactness looks at this many nearest jobs. */
export const COMPACTNESS_NEIGHBOURS = 4

/** Stability counts started steps of this length outside the announced window. */
export const STABILITY_STEP_SECONDS = 900

/** Row-major `size × size` integers; `seconds[from * size + to]`. May stand on a SharedArrayBuffer. */
export interface TravelMatrix {
  size: number
  seconds: Int32Array
  meters: Int32Array
  /** Cost of a leg, in place of the crew's cost per travel second and per metre. */
  costs: Int32Array | null
}

/** Both ends inclusive, seconds since the origin of the horizon. */
export interface TimeWindow {
  startSeconds: number
  endSeconds: number
}

/** What the citizens and crews have been told about a job; the stability cost compares with it. */
export interface PublishedVisit {
  crew: number
  /** Announced range of the start of service; nothing is charged inside it. */
  window: TimeWindow
  isNotified: boolean
}

export interface Job {
  id: string
  place: number
  serviceSeconds: number
  /** Paid before the service whenever the stop before was at another place. */
  setupSeconds: number
  skills: number[]
  /** On board from the start of the trip, dropped here; one number a capacity dimension. */
  delivery: number[]
  /** Taken on here, on board until the end of the trip. */
  pickup: number[]
  /** Signed change of the load here, for goods that go from one job to another. */
  transfer: number[]
  /** Windows of the start of work (setup, then service), sorted and disjoint; never empty. */
  windows: TimeWindow[]
  /** 0 to 100. */
  priority: number
  /** What leaving the job out adds to the `unassigned` cost. */
  unassignedCost: number
  /** The work should be done by then. */
  dueSeconds: number | null
  latenessCostPerSecond: number
  /** Crew indexes; null allows all. */
  allowedCrews: number[] | null
  forbiddenCrews: number[]
  zone: string | null
  neighbourhood: string | null
  /** When it was reported, for neighbourhood fairness; mostly negative. */
  reportedSeconds: number
  published: PublishedVisit | null
}

export interface Break {
  id: string
  /** Windows of the start of the break, sorted and disjoint; never empty. */
  windows: TimeWindow[]
  durationSeconds: number
  /** May interrupt a leg; else it is taken at a stop. */
  isInsideTravelAllowed: boolean
  /** Counts as work for the balance between crews. */
  isPaid: boolean
  /** Load that must not be exceeded while on break. */
  maxLoad: number[] | null
}

/** A stop that has happened: its times are facts and no constraint is tested on it. */
export interface FrozenStop {
  job: number
  startSeconds: number
  endSeconds: number
}

/** The part of a shift that is over; the route goes on from `place` at `readySeconds`. */
export interface FrozenPast {
  stops: FrozenStop[]
  breaksTaken: number[]
  place: number | null
  readySeconds: number
  meters: number
  travelSeconds: number
  /** Load that stays on board until the end of the current trip. */
  onBoard: number[]
}

/** One route: a crew's working time between leaving `start` and reaching `end`. */
export interface Shift {
  startSeconds: number
  endSeconds: number
  maxOvertimeSeconds: number
  /** Place index; null begins at the first stop. */
  start: number | null
  /** Place index; null ends at the last stop. */
  end: number | null
  breaks: Break[]
  frozen: FrozenPast | null
}

export interface Reload {
  place: number
  durationSeconds: number
  maxReloads: number
}

/** Integers in the smallest unit of the caller's currency. */
export interface CrewCosts {
  /** Once a used shift. */
  fixed: number
  perTravelSecond: number
  perMeter: number
  perOvertimeSecond: number
}

export interface Crew {
  id: string
  profile: string
  /** A second shift of one day is a split shift; later days follow in the same list, by time. */
  shifts: Shift[]
  skills: number[]
  capacity: number[]
  costs: CrewCosts
  /** 2 drives twice as fast as the matrix; seconds are rounded to the nearest integer. */
  speedFactor: number
  /** Limits hold for each shift. */
  maxStops: number
  maxMeters: number
  maxTravelSeconds: number
  reload: Reload | null
  /** Home zones; null is at home everywhere. */
  zones: string[] | null
  /** Never leaves its zones; else leaving them is a compactness cost. */
  isZoneBound: boolean
}

export type Link =
  /** `after` starts no earlier than `gapSeconds` past the end of `before`, and never without it. */
  | { kind: 'precedence'; before: number; after: number; gapSeconds: number }
  /** Those that are assigned have one crew. */
  | { kind: 'same_crew'; jobs: number[] }
  /** All in one shift and one trip of it, or none. */
  | { kind: 'same_route'; jobs: number[] }
  /** Two different crews start at the same second, or neither comes. */
  | { kind: 'together'; jobs: [number, number] }

/** Locks bind a job where it is assigned; a locked job that fits nowhere is left unassigned. */
export type Lock =
  | { kind: 'crew'; job: number; crew: number; shift: number | null }
  | { kind: 'time'; job: number; window: TimeWindow }
  /** The jobs of the list follow each other on that shift; at its start or end if anchored there. */
  | { kind: 'order'; crew: number; shift: number; jobs: number[]; anchor: 'start' | 'end' | 'anywhere' }

/** Prices inside the stability cost. */
export interface StabilityPrices {
  /** The crew differs from the published one, or the job is left out. */
  crewChange: number
  /** Each started quarter of an hour outside the announced window. */
  perStep: number
  /** Once for a notified citizen if any of the above is charged. */
  notified: number
}

/** A planning problem, complete and in integers. Build it with `defineProblem`. */
export interface Problem {
  matrices: Record<string, TravelMatrix>
  /** Number of capacity dimensions. */
  dimensions: number
  jobs: Job[]
  crews: Crew[]
  links: Link[]
  locks: Lock[]
  weights: Weights
  stability: StabilityPrices
}
