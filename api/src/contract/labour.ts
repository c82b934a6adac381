import { z } from 'zod'
import { Instant } from './values.ts'

/** Work at a stop by the clock: what is over, and since when it goes on. */
export const Labour = z.object({ seconds: z.number().int().min(0), since: Instant.nullable() })
export type Labour = z.infer<typeof Labour>

export interface WorkMark {
  kind: 'start' | 'stop'
  at: string
}

export const noLabour: Labour = { seconds: 0, since: null }

/** A start goes on where work stands, a stop ends it; twice the same is once. */
export function markWork(labour: Labour, { kind, at }: WorkMark): Labour {
  if (kind === 'start') return { ...labour, since: labour.since ?? at }
  return { seconds: labour.seconds + secondsSince(labour.since, at), since: null }
}

/** All marks of a stop in the order of their times, whichever tablet they came from. */
export function measureLabour(marks: readonly WorkMark[]): Labour {
  return marks.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).reduce(markWork, noLabour)
}

/** Minutes of work until an instant. */
export function labourMinutes(labour: Labour, until: string): number {
  return Math.round((labour.seconds + secondsSince(labour.since, until)) / 60)
}

function secondsSince(since: string | null, until: string): number {
  return since === null ? 0 : Math.max(0, Math.round((Date.parse(until) - Date.parse(since)) / 1000))
}
