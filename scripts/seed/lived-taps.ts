import type { CallOf, RunSheetVisit, sendOperations, Stop } from '@dromos/api/contract'
import { createHash } from 'node:crypto'
import type { Random } from '../simulate/random.ts'

type SentOperation = CallOf<typeof sendOperations>['body']['operations'][number]

const minute = 60_000

/** On the way, there, done: each a little other than planned. */
export function tapsOf(
  stops: readonly Stop[],
  visits: readonly RunSheetVisit[],
  random: Random,
): SentOperation[] {
  const byId = new Map(visits.map((visit) => [visit.id, visit]))
  const operations: SentOperation[] = []
  let at = Date.parse(stops[0]!.startAt) + random.below(8) * minute
  for (const stop of stops) {
    if (stop.kind === 'break' || stop.kind === 'reload')
      at += Date.parse(stop.endAt) - Date.parse(stop.startAt)
    const visit = stop.visitId === null ? undefined : byId.get(stop.visitId)
    if (!visit) continue
    const leftAt = at + random.below(4) * minute
    const arrivedAt = leftAt + Math.round(stop.travelSeconds * 1000 * (0.9 + 0.35 * random.exponential()))
    const planned = Date.parse(stop.endAt) - Date.parse(stop.startAt)
    at = arrivedAt + Math.round(planned * Math.exp(0.22 * random.normal()))
    const tap = (kind: string, when: number, more: object = {}) =>
      operations.push({
        opId: opIdOf(visit.id, kind),
        visitId: visit.id,
        sequence: operations.length + 1,
        baseVersion: visit.version,
        occurredAt: new Date(when).toISOString(),
        kind,
        ...more,
      } as SentOperation)
    tap('en_route', leftAt)
    tap('arrive', arrivedAt)
    if (random.chance(0.05)) tap('fail', arrivedAt + 6 * minute, { reason: 'no_access' })
    else tap('done', at, { mediaIds: [] })
  }
  return operations
}

/** The same tap is the same operation, however often a start is begun again. */
function opIdOf(visitId: number, kind: string): string {
  const hex = createHash('sha256').update(`lived ${visitId} ${kind}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
