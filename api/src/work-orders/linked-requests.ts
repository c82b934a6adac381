import { many, sql, type Tx } from '@dromos/db'
import { RequestRow } from '../contract/index.ts'

/** The rows of an order's requests, by id. */
export function findLinkedRequests(tx: Tx, ids: number[], now: Date): Promise<RequestRow[]> {
  return many(
    tx,
    RequestRow,
    sql`
      select r.id, r.public_id, r.service_code, r.department_code, r.status, r.is_open, r.channel, r.priority,
        r.description, r.address, r.area_id, r.incident_id, r.requested_at, r.due_at, r.closed_at, r.version,
        r.is_open and r.due_at < ${now} as is_late,
        jsonb_build_array(st_x(r.geom), st_y(r.geom)) as location, w.work_order_id, h.hotspot_id,
        (select count(*)::integer from media m
          where m.jurisdiction_id = r.jurisdiction_id and m.request_id = r.id) as media_count
      from request r
      left join work_order_request w
        on w.jurisdiction_id = r.jurisdiction_id and w.request_id = r.id and w.released_at is null
      left join hotspot_request h on h.jurisdiction_id = r.jurisdiction_id and h.request_id = r.id
      where r.jurisdiction_id = ${tx.jurisdictionId} and r.id = any (${ids}::bigint[])
      order by r.id`,
  )
}
