import type { Shift } from '@dromos/api/contract'

/** what is left of a day has to be worth a plan */
const leastMilliseconds = 3_600_000

/** Whether a day can still be planned: a crew works on it for an hour or more from now. */
export function isWorkable(shifts: readonly Pick<Shift, 'endsAt'>[], now: Date): boolean {
  return shifts.some(({ endsAt }) => Date.parse(endsAt) - now.getTime() >= leastMilliseconds)
}
