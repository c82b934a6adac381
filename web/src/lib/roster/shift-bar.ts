import type { Shift } from '@dromos/api/contract'
import { dayOf } from '#lib/city/format.ts'

/** Where a shift lies on a bar that is the whole day, as a style. What runs over midnight ends with the bar. */
export function shiftBar(shift: Pick<Shift, 'startsAt' | 'endsAt'>, day: string, timeZone: string): string {
  const from = shareOfDay(shift.startsAt, day, timeZone)
  const to = shareOfDay(shift.endsAt, day, timeZone)
  return `left:${from}%;width:${Math.max(0, to - from)}%`
}

function shareOfDay(iso: string, day: string, timeZone: string): number {
  const date = new Date(iso)
  const on = dayOf(date, timeZone)
  if (on !== day) return on < day ? 0 : 100
  const [hours, minutes] = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  })
    .format(date)
    .split(':')
    .map(Number)
  return Math.round(((hours! * 60 + minutes!) / 1440) * 1000) / 10
}
