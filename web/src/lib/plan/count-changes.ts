import type { PlanChanges } from '@dromos/api/contract'

export interface ChangeCounts {
  all: number
  forced: number
  /** that no crew does then */
  leftOut: number
  toldAgain: number
  /** less on the road; negative is more */
  savedMinutes: number
}

export function countChanges({ stops, savedSeconds }: PlanChanges): ChangeCounts {
  return {
    all: stops.length,
    forced: stops.filter(({ isForced }) => isForced).length,
    leftOut: stops.filter(({ kind }) => kind === 'unassigned').length,
    toldAgain: stops.filter(({ isToldAgain }) => isToldAgain).length,
    savedMinutes: Math.round(savedSeconds / 60),
  }
}
