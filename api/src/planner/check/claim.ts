import type { Cost, Stop } from '../model/index.ts'

/** What is claimed about a stop; any evaluation has these fields. */
export interface ClaimedStop {
  stop: Stop
  arrivalSeconds: number
  setupSeconds: number
  startSeconds: number
  endSeconds: number
  travelSeconds: number
  meters: number
}

export interface ClaimedRoute {
  crew: number
  shift: number
  stops: ClaimedStop[]
  departSeconds: number
  endSeconds: number
  endTravelSeconds: number
  endMeters: number
}

export interface Claim {
  cost: Cost
  total: number
  routes: ClaimedRoute[]
}
