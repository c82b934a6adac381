import type { PlanVersion } from '@dromos/api/contract'

type Version = Pick<PlanVersion, 'version' | 'whatIf' | 'baseVersion' | 'status' | 'summary'>

const names = ['assigned', 'late', 'overtime', 'travel', 'cost'] as const
export type PriceName = (typeof names)[number]

export interface Price {
  name: PriceName
  /** with the supposition minus without; seconds (the cost in seconds of travel), but for assigned */
  change: number
  isBetter: boolean | null
}

/** What is supposed of a version, and not thrown away, the oldest first. */
export function suppositionsOf<V extends Version>(versions: readonly V[], base: number): V[] {
  return versions
    .filter(({ whatIf, baseVersion }) => whatIf !== null && baseVersion === base)
    .filter(({ status }) => status === 'optimised' || status === 'solving')
    .toSorted((a, b) => a.version - b.version)
}

/** What a supposition costs against the version it was made from. */
export function pricesOf(
  supposed: Pick<PlanVersion, 'summary'>,
  base: Pick<PlanVersion, 'summary'>,
): Price[] {
  const own = figuresOf(supposed)
  const other = figuresOf(base)
  if (!own || !other) return []
  return names.map((name) => {
    const change = own[name] - other[name]
    return { name, change, isBetter: change === 0 ? null : change > 0 === (name === 'assigned') }
  })
}

function figuresOf({ summary }: Pick<PlanVersion, 'summary'>): Record<PriceName, number> | null {
  return (
    summary && {
      assigned: summary.assignedCount,
      late: summary.lateSeconds,
      overtime: summary.overtimeSeconds,
      travel: summary.travelSeconds,
      // what is left out costs more than all else together, and is told by itself
      cost: (summary.cost.total ?? 0) - (summary.cost.unassigned ?? 0),
    }
  )
}
