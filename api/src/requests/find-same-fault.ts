import { z } from 'zod'
import { many, pointSql, sql, type Tx } from '@dromos/db'
import type { LonLat } from '../contract/index.ts'
import { isWithinMeters } from './near.ts'

const Candidate = z.object({
  id: z.number().int(),
  distanceMeters: z.number(),
  ageDays: z.number(),
  likeness: z.number(),
})
export type Candidate = z.output<typeof Candidate>

export interface NewFault {
  id: number
  serviceCode: string
  location: LonLat
  description: string
  radiusMeters: number
  days: number
}

/** from this score on two reports are taken for the same fault */
const leastScore = 0.5

/** The open report of the same service that most likely tells of the same fault, if any is likely enough. */
export async function findSameFault(
  tx: Tx,
  fault: NewFault,
  now: Date,
): Promise<(Candidate & { score: number }) | null> {
  if (fault.radiusMeters === 0 || fault.days === 0) return null
  const point = sql`${pointSql(...fault.location)}::geography`
  const candidates = await many(
    tx,
    Candidate,
    sql`
      select id, st_distance(geom::geography, ${point}) as distance_meters,
        extract(epoch from ${now}::timestamptz - requested_at)::double precision / 86400 as age_days,
        similarity(description, ${fault.description})::double precision as likeness
      from request
      where jurisdiction_id = ${tx.jurisdictionId} and is_open and service_code = ${fault.serviceCode}
        and id <> ${fault.id}
        and requested_at >= ${now}::timestamptz - ${fault.days} * interval '1 day'
        and ${isWithinMeters(sql`geom`, fault.location, fault.radiusMeters)}
      order by distance_meters, id
      limit 20`,
  )
  const scored = candidates.map((candidate) => ({ ...candidate, score: scoreOf(candidate, fault) }))
  const best = scored.sort((a, b) => b.score - a.score || a.id - b.id)[0]
  return best && best.score >= leastScore ? best : null
}

/**
 * 0 to 1: near counts most, then recent, then told in the same words. Only the best is linked: linking all within
 * the radius would chain a whole street of failed lamps into one fault.
 */
export function scoreOf(
  { distanceMeters, ageDays, likeness }: Omit<Candidate, 'id'>,
  { radiusMeters, days }: Pick<NewFault, 'radiusMeters' | 'days'>,
): number {
  const nearness = Math.max(0, 1 - distanceMeters / radiusMeters)
  const recency = Math.max(0, 1 - ageDays / days)
  return 0.65 * nearness + 0.25 * recency + 0.1 * likeness
}
