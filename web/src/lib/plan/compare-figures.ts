import type { PlanVersionDetail } from '@dromos/api/contract'

type Summary = NonNullable<PlanVersionDetail['summary']>

export const figureNames = [
  'assigned',
  'lateStops',
  'late',
  'travel',
  'distance',
  'overtime',
  'wait',
  'crews',
] as const
export type FigureName = (typeof figureNames)[number]

export interface Figure<Name extends string = string> {
  name: Name
  other: number
  own: number
  /** own minus other */
  change: number
  isBetter: boolean | null
}

/** The figures of two versions side by side, in seconds, metres and counts. */
export function compareFigures(version: PlanVersionDetail, other: PlanVersionDetail): Figure<FigureName>[] {
  const own = figuresOf(version)
  const its = figuresOf(other)
  if (!own || !its) return []
  return figureNames.map((name) => figure(name, own[name], its[name], name === 'assigned'))
}

/**
 * Parts of the cost that either version has, and their sum last: in seconds of travel that they are as dear as. What is
 * left out costs more than all else together, and is told by itself.
 */
export function compareCosts(version: PlanVersionDetail, other: PlanVersionDetail): Figure[] {
  const own = version.summary?.cost ?? {}
  const its = other.summary?.cost ?? {}
  const parts = [...new Set([...Object.keys(its), ...Object.keys(own)])].filter(
    (part) => part !== 'total' && part !== 'unassigned',
  )
  return [...parts, 'total'].flatMap((part) => {
    const of = (cost: Record<string, number>) =>
      (cost[part] ?? 0) - (part === 'total' ? (cost.unassigned ?? 0) : 0)
    const each = figure(part, of(own), of(its), false)
    return each.own || each.other ? [each] : []
  })
}

function figure<Name extends string>(name: Name, own: number, other: number, isMoreBetter: boolean) {
  const change = own - other
  return { name, own, other, change, isBetter: change === 0 ? null : change > 0 === isMoreBetter }
}

function figuresOf({ summary, routes }: PlanVersionDetail): Record<FigureName, number> | null {
  if (!summary) return null
  const lateStops = routes.flatMap(({ stops }) => stops).filter(({ lateSeconds }) => lateSeconds > 0)
  return {
    assigned: summary.assignedCount,
    lateStops: lateStops.length,
    late: summary.lateSeconds,
    travel: summary.travelSeconds,
    distance: summary.distanceMeters,
    overtime: summary.overtimeSeconds,
    wait: summary.waitSeconds,
    crews: summary.crewCount,
  } satisfies Record<FigureName, Summary['taskCount']>
}
