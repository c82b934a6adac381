import type { VersionRow } from './version-queries.ts'

/** Since when a version is timed that is looked at or changed now: a day under way goes on from now. */
export function timedFrom(
  { day, request: { from } }: Pick<VersionRow, 'day' | 'request'>,
  today: string,
  now: Date,
): string | null {
  if (day !== today) return from
  return from !== null && from > now.toISOString() ? from : now.toISOString()
}
