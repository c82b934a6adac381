/**
 * Two words for time that is missed, the same on every screen. Late: past a limit of the work itself, its window or due
 * time, that falls in the day. Behind plan: later than the plan said, be it late or not.
 */

/** What a plan may be missed by before anybody is behind it: a promised arrival is kept that long, too. */
export const behindToleranceSeconds = 15 * 60

/** In milliseconds since 1970, or no such limit. */
interface Limits {
  dueAt: number | null
  /** until when the work may begin */
  latestAt: number | null
}

/** By how many seconds work is late, in a day that began at `dayStartsAt`; 0 where it is not. */
export function secondsLate(
  { dueAt, latestAt }: Limits,
  { startAt, endAt }: { startAt: number | null; endAt: number | null },
  dayStartsAt: number,
): number {
  const past = (limit: number | null, at: number | null) =>
    limit === null || at === null || wasOverdue(limit, dayStartsAt) ? 0 : at - limit
  return Math.round(Math.max(0, past(dueAt, endAt), past(latestAt, startAt)) / 1000)
}

/** What no plan of the day can keep any more: it was due before the day began. */
export function wasOverdue(dueAt: number | null, dayStartsAt: number): boolean {
  return dueAt !== null && dueAt <= dayStartsAt
}

/** By how many seconds a plan is missed at a moment, negative is early: what is expected is not expected before now. */
export function secondsBehind(plannedAt: number, expectedAt: number, now: number): number {
  return Math.round((Math.max(expectedAt, now) - plannedAt) / 1000)
}

/** Whether so many seconds after the plan are more than its tolerance. */
export function isBehind(seconds: number): boolean {
  return seconds > behindToleranceSeconds
}
