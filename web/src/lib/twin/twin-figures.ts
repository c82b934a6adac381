import type { TwinFigures } from '@dromos/api/contract'

export const twinFigureNames = [
  'served',
  'failed',
  'left',
  'late',
  'drive',
  'work',
  'overtime',
  'kept',
] as const
export type TwinFigureName = (typeof twinFigureNames)[number]

export interface TwinFigure {
  name: TwinFigureName
  kind: 'count' | 'seconds' | 'share'
  /** null where there is nothing to count */
  recorded: number | null
  again: number | null
  /** again less recorded; 0 where either is not known */
  change: number
  /** null where it is the same, or neither good nor bad */
  isBetter: boolean | null
}

const more: readonly TwinFigureName[] = ['served', 'kept']
const neither: readonly TwinFigureName[] = ['work']

/** The recorded day and the one that was lived again, side by side. */
export function compareTwin(recorded: TwinFigures, again: TwinFigures | null): TwinFigure[] {
  return twinFigureNames.map((name) => {
    const was = valueOf(recorded, name)
    const is = again && valueOf(again, name)
    const change = was === null || is === null ? 0 : is - was
    const isJudged = change !== 0 && !neither.includes(name)
    return {
      name,
      kind: kindOf(name),
      recorded: was,
      again: is,
      change,
      isBetter: isJudged ? change > 0 === more.includes(name) : null,
    }
  })
}

function kindOf(name: TwinFigureName): TwinFigure['kind'] {
  if (name === 'kept') return 'share'
  return name === 'drive' || name === 'work' || name === 'overtime' ? 'seconds' : 'count'
}

function valueOf(figures: TwinFigures, name: TwinFigureName): number | null {
  switch (name) {
    case 'served':
      return figures.servedCount
    case 'failed':
      return figures.failedCount
    case 'left':
      return figures.leftCount
    case 'late':
      return figures.lateCount
    case 'drive':
      return figures.driveSeconds
    case 'work':
      return figures.workSeconds
    case 'overtime':
      return figures.overtimeSeconds
    case 'kept':
      return figures.promisedCount > 0 ? figures.keptCount / figures.promisedCount : null
  }
}
