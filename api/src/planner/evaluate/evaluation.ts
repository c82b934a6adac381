import type { Cost, Stop } from '../model/index.ts'

export type ViolationKind =
  | 'skill'
  | 'crew'
  | 'zone'
  | 'lock'
  | 'window'
  | 'shift'
  | 'break'
  | 'load'
  | 'max_stops'
  | 'max_meters'
  | 'max_travel'
  | 'reload'
  | 'unreachable'
  | 'precedence'
  | 'same_crew'
  | 'same_route'
  | 'together'
  | 'duplicate'
  | 'missing'

/** A broken rule; which of `job`, `crew` and `shift` are set depends on the rule. */
export interface Violation {
  kind: ViolationKind
  job: number | null
  crew: number | null
  shift: number | null
  /** Seconds, metres or units beyond the limit; 0 where there is no measure. */
  amount: number
  /** Of a load: which part of the capacity is exceeded most. */
  dimension?: number
}

export interface StopSchedule {
  stop: Stop
  /** When the crew is there (for a break inside travel: when it begins). */
  arrivalSeconds: number
  waitSeconds: number
  setupSeconds: number
  /** When work (setup, then service), the break or the reload begins. */
  startSeconds: number
  endSeconds: number
  /** Leg that led here; a break or reload owns the part driven before it. */
  travelSeconds: number
  meters: number
  /** On board after the stop, one number a dimension. */
  load: number[]
}

export interface RouteSchedule {
  crew: number
  shift: number
  stops: StopSchedule[]
  /** Leaving the start just in time for the first stop. */
  departSeconds: number
  /** Load at the start of the first trip. */
  startLoad: number[]
  endSeconds: number
  /** Leg to the end place. */
  endTravelSeconds: number
  endMeters: number
  travelSeconds: number
  meters: number
  waitSeconds: number
  overtimeSeconds: number
  /** Travel, setup, service, reloads and paid breaks, the frozen past included. */
  workSeconds: number
  travelCost: number
  fixedCost: number
  overtimeCost: number
  latenessCost: number
  violations: Violation[]
}

export interface Evaluation {
  cost: Cost
  /** The parts of `cost`, weighted and added. */
  total: number
  routes: RouteSchedule[]
  violations: Violation[]
}
