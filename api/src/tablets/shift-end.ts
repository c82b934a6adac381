const longestHours = 14
/** for what is still on the way when the shift is over */
const graceMinutes = 60

/** When a session that begins now ends: with the shift, and never later than the longest one could last. */
export function sessionEnd(now: Date, shiftEndsAt: Date | null): Date {
  const latest = now.getTime() + longestHours * 3_600_000
  if (!shiftEndsAt) return new Date(latest)
  return new Date(Math.min(latest, shiftEndsAt.getTime() + graceMinutes * 60_000))
}
