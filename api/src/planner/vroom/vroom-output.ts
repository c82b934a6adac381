/** VROOM's output; `reason` is ours. */
export interface VroomSolution {
  code: 0
  summary: VroomSummary
  unassigned: VroomUnassigned[]
  routes: VroomRoute[]
}

/** Codes: 1 internal, 2 input, 3 routing. */
export interface VroomFailure {
  code: 1 | 2 | 3
  error: string
  /** of the field at fault, as in `jobs[3].time_windows[0]` */
  path?: string
}

export type VroomAnswer = VroomSolution | VroomFailure

export interface VroomViolation {
  cause: string
  /** seconds, for `lead_time` and `delay` */
  duration?: number
}

interface Totals {
  cost: number
  delivery?: number[]
  pickup?: number[]
  setup: number
  service: number
  /** of travel */
  duration: number
  waiting_time: number
  priority: number
  distance?: number
  violations: VroomViolation[]
}

export interface VroomSummary extends Totals {
  routes: number
  unassigned: number
  /** milliseconds */
  computing_times: { loading: number; solving: number; routing: number }
}

export type VroomTaskType = 'job' | 'pickup' | 'delivery'

export interface VroomUnassigned {
  id: number
  type: VroomTaskType
  description?: string
  location?: [number, number]
  location_index?: number
  /** for each vehicle, the first rule that keeps it from the task, and by how much */
  reason: VroomRefusal[]
}

export interface VroomRefusal {
  vehicle: number
  cause: string
  margin?: number
  unit?: string
}

export interface VroomRoute extends Totals {
  vehicle: number
  description?: string
  steps: VroomRouteStep[]
  /** encoded polyline, when asked for */
  geometry?: string
}

export interface VroomRouteStep {
  type: 'start' | 'end' | 'break' | VroomTaskType
  id?: number
  description?: string
  location?: [number, number]
  location_index?: number
  arrival: number
  /** of travel so far */
  duration: number
  distance?: number
  setup: number
  service: number
  waiting_time: number
  load?: number[]
  violations: VroomViolation[]
}
