import type { RunSheet } from './field.ts'

type Sheet = Pick<RunSheet, 'shift' | 'shifts'>

/** The shifts of a sheet's day, the earliest first; a day that was kept for long knows only from when to when. */
export function shiftsOfSheet({ shift, shifts }: Sheet): { startsAt: string; endsAt: string }[] {
  return shifts ?? (shift ? [shift] : [])
}

export function hoursOfSheet(sheet: Sheet, time: (instant: string) => string): string {
  return hoursOfShifts(shiftsOfSheet(sheet), time)
}

/** "06:30–10:00, 12:00–15:00"; empty without a shift. */
export function hoursOfShifts(
  shifts: readonly { startsAt: string; endsAt: string }[],
  time: (instant: string) => string,
): string {
  return shifts.map(({ startsAt, endsAt }) => `${time(startsAt)}–${time(endsAt)}`).join(', ')
}
