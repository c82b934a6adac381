import type { z } from 'zod'
import { empty, many, maybeOne, sql, type Sql, type Tx } from '@dromos/db'
import { getHotspot, Hotspot, type listHotspots } from '../contract/index.ts'

type Filter = z.output<(typeof listHotspots)['query']>

/** Largest first. */
export function findHotspots(tx: Tx, filter: Filter): Promise<Hotspot[]> {
  const { service, bbox, limit } = filter
  return many(
    tx,
    Hotspot,
    sql`
      select ${hotspotColumns}
      from hotspot h
      where h.jurisdiction_id = ${tx.jurisdictionId}
        ${service ? sql`and h.service_code = any (${service}::text[])` : empty}
        ${bbox ? sql`and h.hull && st_makeenvelope(${bbox[0]}, ${bbox[1]}, ${bbox[2]}, ${bbox[3]}, 4326)` : empty}
      order by h.request_count desc, h.id
      limit ${limit}`,
  )
}

export function findHotspot(tx: Tx, id: number) {
  return maybeOne(
    tx,
    getHotspot.response,
    sql`
      select ${hotspotColumns},
        (select coalesce(jsonb_agg(m.request_id order by m.request_id), '[]') from hotspot_request m
          where m.jurisdiction_id = h.jurisdiction_id and m.hotspot_id = h.id) as request_ids
      from hotspot h
      where h.jurisdiction_id = ${tx.jurisdictionId} and h.id = ${id}`,
  )
}

const hotspotColumns: Sql = sql`
  h.id, h.service_code, h.area_id, h.address, h.request_count, h.overdue_count, h.version,
  h.received_last_7_days as "receivedLast7Days", h.received_previous_7_days as "receivedPrevious7Days",
  h.oldest_requested_at, h.newest_requested_at,
  jsonb_build_array(st_x(h.geom), st_y(h.geom)) as center, st_asgeojson(h.hull, 6)::jsonb as hull,
  (select count(*) from hotspot_request m
    join work_order_request w on w.jurisdiction_id = m.jurisdiction_id and w.request_id = m.request_id
      and w.released_at is null
    where m.jurisdiction_id = h.jurisdiction_id and m.hotspot_id = h.id) as ordered_count`
