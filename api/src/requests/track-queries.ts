import { z } from 'zod'
import { empty, many, maybeOne, pointSql, sql, type Tx } from '@dromos/db'
import { NearbyRequest, StoryEvent, TrackedRequest, type listNearbyRequests } from '../contract/index.ts'
import { findExpectedArrival } from '../arrivals/arrival-queries.ts'
import { isWithinMeters } from './near.ts'
import { findMedia } from './queries.ts'

const Told = TrackedRequest.omit({ media: true, story: true, expectedArrival: true }).extend({
  id: z.number().int(),
})

/** What anyone with the link may see of one request. */
export async function findTrackedRequest(tx: Tx, publicId: string): Promise<TrackedRequest | null> {
  const city = tx.jurisdictionId
  const found = await maybeOne(
    tx,
    Told,
    sql`
      select r.id, r.public_id, r.service_code, r.status, r.is_open, r.description, r.address, r.area_id,
        jsonb_build_array(st_x(r.geom), st_y(r.geom)) as location, r.requested_at, r.due_at,
        r.clock_stopped_at, r.updated_at,
        r.closed_at, r.version, target.public_id as duplicate_of, coalesce(i.request_count, 1) as report_count
      from request r
      left join request target on target.jurisdiction_id = ${city} and target.id = r.duplicate_of_id
      left join incident i on i.jurisdiction_id = ${city} and i.id = r.incident_id
      where r.jurisdiction_id = ${city} and r.public_id = ${publicId}`,
  )
  if (!found) return null
  const { id, ...told } = found
  return {
    ...told,
    expectedArrival: found.isOpen ? await findExpectedArrival(tx, id) : null,
    media: await findMedia(tx, id, { onlyPublic: true }),
    story: await findStory(tx, id),
  }
}

// what staff note on a move is for their colleagues; its reason is for the citizen
function findStory(tx: Tx, requestId: number) {
  return many(
    tx,
    StoryEvent,
    sql`
      select occurred_at as at, kind, to_status as status, reason,
        case when kind in ('comment', 'message') then note end as note
      from request_event
      where jurisdiction_id = ${tx.jurisdictionId} and request_id = ${requestId} and is_public
      order by id
      limit 500`,
  )
}

/** Open requests around a point, nearest first. */
export function findNearbyRequests(tx: Tx, query: z.output<(typeof listNearbyRequests)['query']>) {
  const { lon, lat, service, radiusMeters } = query
  const point = sql`${pointSql(lon, lat)}::geography`
  return many(
    tx,
    NearbyRequest,
    sql`
      select r.public_id, r.service_code, r.status, r.address, r.requested_at,
        jsonb_build_array(st_x(r.geom), st_y(r.geom)) as location,
        st_distance(r.geom::geography, ${point}) as distance_meters
      from request r
      where r.jurisdiction_id = ${tx.jurisdictionId} and r.is_open
        and ${isWithinMeters(sql`r.geom`, [lon, lat], radiusMeters)}
        ${service ? sql`and r.service_code = ${service}` : empty}
      order by distance_meters, r.id
      limit 20`,
  )
}
