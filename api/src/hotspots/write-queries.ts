import { z } from 'zod'
import { asJson, many, sql, type Sql, type Tx } from '@dromos/db'
import type { PlannedHotspot } from './plan-hotspots.ts'

const Written = z.object({ id: z.number(), version: z.number() })
export type Written = z.infer<typeof Written>

export async function removeHotspots(tx: Tx, ids: number[]): Promise<void> {
  await tx.query(sql`
    delete from hotspot where jurisdiction_id = ${tx.jurisdictionId} and id = any (${ids}::bigint[])`)
}

export async function removeClusters(tx: Tx, ids: number[]): Promise<void> {
  await tx.query(sql`
    delete from request_cluster where jurisdiction_id = ${tx.jurisdictionId} and id = any (${ids}::bigint[])`)
}

/** One cluster for each service code given; their ids in the same order. */
export async function insertClusters(tx: Tx, serviceCodes: string[]): Promise<number[]> {
  const written = await many(
    tx,
    z.object({ id: z.number() }),
    sql`
      insert into request_cluster (jurisdiction_id, service_code)
      select ${tx.jurisdictionId}, g.code
      from unnest(${serviceCodes}::text[]) with ordinality as g (code, position)
      order by g.position
      returning id`,
  )
  return written.map(({ id }) => id).sort((a, b) => a - b)
}

export async function removeMembers(tx: Tx, requestIds: number[]): Promise<void> {
  await tx.query(sql`
    delete from hotspot_request
    where jurisdiction_id = ${tx.jurisdictionId} and request_id = any (${requestIds}::bigint[])`)
}

interface Belonging {
  requestId: number
  clusterId: number
  hotspotId: number | null
}

export async function writeMembers(tx: Tx, members: Belonging[]): Promise<void> {
  await tx.query(sql`
    insert into hotspot_request (jurisdiction_id, request_id, cluster_id, hotspot_id)
    select ${tx.jurisdictionId}, g.request_id, g.cluster_id, g.hotspot_id
    from unnest(
      ${members.map(({ requestId }) => requestId)}::bigint[],
      ${members.map(({ clusterId }) => clusterId)}::bigint[],
      ${members.map(({ hotspotId }) => hotspotId)}::bigint[]
    ) as g (request_id, cluster_id, hotspot_id)
    on conflict (jurisdiction_id, request_id) do update
      set cluster_id = excluded.cluster_id, hotspot_id = excluded.hotspot_id`)
}

/** Writes what changed of kept hotspots and gives back those alone. */
export function updateHotspots(
  tx: Tx,
  hotspots: PlannedHotspot[],
  srid: number,
  now: Date,
): Promise<Written[]> {
  return many(
    tx,
    Written,
    sql`
      with ${figures(tx.jurisdictionId, hotspots, srid, now)}
      update hotspot h set
        area_id = f.area_id, request_count = f.request_count, overdue_count = f.overdue_count,
        received_last_7_days = f.received_last_7_days,
        received_previous_7_days = f.received_previous_7_days,
        oldest_requested_at = f.oldest_requested_at, newest_requested_at = f.newest_requested_at,
        address = f.address, geom = f.geom, hull = f.hull, version = h.version + 1, computed_at = ${now}
      from figure f
      where h.jurisdiction_id = ${tx.jurisdictionId} and h.id = f.id and (
        f.is_regrouped
        or (h.overdue_count, h.received_last_7_days, h.received_previous_7_days)
          is distinct from (f.overdue_count, f.received_last_7_days, f.received_previous_7_days)
      )
      returning h.id, h.version`,
  )
}

/** Ids in the order of the hotspots: identities are drawn after the sort. */
export async function insertHotspots(
  tx: Tx,
  hotspots: PlannedHotspot[],
  srid: number,
  now: Date,
): Promise<Written[]> {
  const written = await many(
    tx,
    Written,
    sql`
      with ${figures(tx.jurisdictionId, hotspots, srid, now)}
      insert into hotspot (
        jurisdiction_id, service_code, area_id, request_count, overdue_count, received_last_7_days,
        received_previous_7_days, oldest_requested_at, newest_requested_at, address, geom, hull, computed_at
      )
      select ${tx.jurisdictionId}, service_code, area_id, request_count, overdue_count, received_last_7_days,
        received_previous_7_days, oldest_requested_at, newest_requested_at, address, geom, hull, ${now}
      from figure
      order by position
      returning id, version`,
  )
  return written.sort((a, b) => a.id - b.id)
}

function figures(jurisdictionId: string, hotspots: PlannedHotspot[], srid: number, now: Date): Sql {
  const given = hotspots.map(({ id, serviceCode, members, isRegrouped }, position) => ({
    id,
    service_code: serviceCode,
    members,
    is_regrouped: isRegrouped,
    position,
  }))
  return sql`
    given as (
      select * from jsonb_to_recordset(${asJson(given)})
        as g (id bigint, service_code text, members bigint[], is_regrouped boolean, position integer)
    ),
    grouped as materialized (
      select g.position, count(*)::integer as request_count,
        count(*) filter (where is_late(r.due_at, r.clock_stopped_at, r.closed_at, ${now}))::integer as overdue_count,
        count(*) filter (where r.requested_at > ${now}::timestamptz - interval '7 days')::integer
          as received_last_7_days,
        count(*) filter (
          where r.requested_at <= ${now}::timestamptz - interval '7 days'
            and r.requested_at > ${now}::timestamptz - interval '14 days'
        )::integer as received_previous_7_days,
        min(r.requested_at) as oldest_requested_at, max(r.requested_at) as newest_requested_at,
        st_collect(st_transform(r.geom, ${srid}::integer) order by r.id) as points
      from given g
      join request r on r.jurisdiction_id = ${jurisdictionId} and r.id = any (g.members)
      group by g.position
    ),
    figure as (
      select g.id, g.service_code, g.is_regrouped, m.*, p.geom,
        st_transform(
          st_buffer(st_convexhull(m.points), s.cluster_radius_meters / 4.0, 'quad_segs=3'), 4326
        ) as hull,
        (select a.id from area a
          where a.jurisdiction_id = ${jurisdictionId} and a.kind = 'neighbourhood'
            and st_intersects(a.geom, p.geom)
          order by a.id limit 1) as area_id,
        (select r.address from request r
          where r.jurisdiction_id = ${jurisdictionId} and r.id = any (g.members) and r.address is not null
          order by r.geom <-> p.geom, r.id limit 1) as address
      from grouped m
      join given g using (position)
      join service s on s.jurisdiction_id = ${jurisdictionId} and s.code = g.service_code
      cross join lateral (select st_transform(st_centroid(m.points), 4326) as geom) p
    )`
}
