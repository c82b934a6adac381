import type { Shift } from '@dromos/api/contract'

/** Crews work on that day, and all of them have gone home. */
export function areShiftsOver(shifts: readonly Pick<Shift, 'endsAt'>[], now: number): boolean {
  return shifts.length > 0 && shifts.every(({ endsAt }) => Date.parse(endsAt) <= now)
}
