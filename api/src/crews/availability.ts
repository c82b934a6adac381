import type { Shift } from '../contract/index.ts'

export interface WorkingTime {
  shiftId: number
  startsAt: Date
  endsAt: Date
  breakSeconds: number
  /** when the break may begin; null where there is none */
  breakStarts: { from: Date; to: Date } | null
}

/**
 * The time a crew has in a shift. The break begins inside its window and ends inside it as well; without a
 * window it lies in the middle half of the shift. A break longer than its window may begin only at its start.
 */
export function workingTime(shift: Shift): WorkingTime {
  const startsAt = new Date(shift.startsAt)
  const endsAt = new Date(shift.endsAt)
  const breakSeconds = shift.breakMinutes * 60
  return {
    shiftId: shift.id,
    startsAt,
    endsAt,
    breakSeconds,
    breakStarts: findBreakStarts(shift, startsAt, endsAt),
  }
}

function findBreakStarts(shift: Shift, startsAt: Date, endsAt: Date): WorkingTime['breakStarts'] {
  if (shift.breakMinutes === 0) return null
  const quarter = (endsAt.getTime() - startsAt.getTime()) / 4
  const from = shift.breakFrom ? new Date(shift.breakFrom) : new Date(startsAt.getTime() + quarter)
  const until = shift.breakTo ? new Date(shift.breakTo) : new Date(endsAt.getTime() - quarter)
  const latest = until.getTime() - shift.breakMinutes * 60_000
  return { from, to: new Date(Math.max(from.getTime(), latest)) }
}
