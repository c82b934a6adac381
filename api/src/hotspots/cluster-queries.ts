import { z } from 'zod'
import { many, one, sql, type Sql, type Tx } from '@dromos/db'
import { minimumRequests } from './crew-day.ts'
import { metricSrid } from './metric-srid.ts'

const Label = z.object({
  id: z.number(),
  serviceCode: z.string(),
  /** null lies in no cluster */
  cluster: z.number().nullable(),
  /** false is only there so that its neighbours are counted right */
  isInside: z.boolean(),
  /** metres on the city's plane */
  x: z.number(),
  y: z.number(),
  radiusMeters: z.number(),
  /** at one place, setting up included */
  minutes: z.number(),
})
export type Label = z.infer<typeof Label>

const Member = z.object({
  requestId: z.number(),
  clusterId: z.number(),
  /** null is in the cluster but in none of its hotspots */
  hotspotId: z.number().nullable(),
  serviceCode: z.string(),
})
export type Member = z.infer<typeof Member>

/** One writer of hotspots per city at a time. */
export async function lockHotspots(tx: Tx): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(7410, hashtext(${tx.jurisdictionId}))`)
}

export async function findMetricSrid(tx: Tx): Promise<number> {
  const { lon, lat } = await one(
    tx,
    z.object({ lon: z.number(), lat: z.number() }),
    sql`select st_x(center) as lon, st_y(center) as lat from jurisdiction where id = ${tx.jurisdictionId}`,
  )
  return metricSrid(lon, lat)
}

/** Every open request of the city with its cluster. */
export function labelAll(tx: Tx, srid: number): Promise<Label[]> {
  return many(
    tx,
    Label,
    sql`
      with inside as materialized (
        select r.id, r.service_code, s.cluster_radius_meters as radius, r.geom, true as is_inside
        from request r
        join service s on s.jurisdiction_id = r.jurisdiction_id and s.code = r.service_code
        where r.jurisdiction_id = ${tx.jurisdictionId} and r.is_open
      )
      ${labels(tx.jurisdictionId, sql`inside`, srid)}`,
  )
}

export function listMembers(tx: Tx): Promise<Member[]> {
  return many(
    tx,
    Member,
    sql`
      select m.request_id, m.cluster_id, m.hotspot_id, c.service_code
      from hotspot_request m
      join request_cluster c on c.jurisdiction_id = m.jurisdiction_id and c.id = m.cluster_id
      where m.jurisdiction_id = ${tx.jurisdictionId}
      order by m.request_id`,
  )
}

/** The members of the clusters that a change of these requests can touch: see `labelAround`. */
export function listMembersAround(tx: Tx, requestIds: number[]): Promise<Member[]> {
  return many(
    tx,
    Member,
    sql`
      with ${around(tx.jurisdictionId, requestIds)}
      select m.request_id, m.cluster_id, m.hotspot_id, t.service_code
      from touched t
      join hotspot_request m on m.jurisdiction_id = ${tx.jurisdictionId} and m.cluster_id = t.cluster_id
      order by m.request_id`,
  )
}

/**
 * The open requests whose cluster can differ after these requests changed, with their clusters.
 *
 * A change makes requests within one radius dense or not, and so moves requests within two radii in or out of
 * a cluster, next to dense ones within three. So the requests within three radii, and all of the clusters
 * these are in, are labelled anew; two more radii are looked at so that every density is counted in full.
 * A cluster that reaches out of that ground is one that did not change.
 */
export function labelAround(tx: Tx, requestIds: number[], srid: number): Promise<Label[]> {
  return many(
    tx,
    Label,
    sql`
      with ${around(tx.jurisdictionId, requestIds)},
      inside as materialized (
        select r.id, r.service_code, n.radius, r.geom
        from near n
        join request r on r.jurisdiction_id = ${tx.jurisdictionId} and r.id = n.id and r.is_open
        union
        select r.id, r.service_code, t.radius, r.geom
        from touched t
        join hotspot_request m on m.jurisdiction_id = ${tx.jurisdictionId} and m.cluster_id = t.cluster_id
        join request r on r.jurisdiction_id = ${tx.jurisdictionId} and r.id = m.request_id
          and r.is_open and r.service_code = t.service_code
      ),
      reached as materialized (
        select distinct service_code, radius, ${box(sql`geom`, sql`2 * radius`)} as reach from inside
      ),
      halo as materialized (
        select distinct on (r.id) r.id, r.service_code, i.radius, r.geom
        from reached i
        join request r on r.jurisdiction_id = ${tx.jurisdictionId} and r.is_open
          and r.service_code = i.service_code and r.geom && i.reach
      ),
      ground as (
        select h.id, h.service_code, h.radius, h.geom, i.id is not null as is_inside
        from halo h
        left join inside i using (id)
      )
      ${labels(tx.jurisdictionId, sql`ground`, srid)}`,
  )
}

// requests that share a place share their boxes: that keeps the ground small when hundreds change at once
function around(jurisdictionId: string, requestIds: number[]): Sql {
  return sql`
    changed as materialized (
      select distinct v.service_code, s.cluster_radius_meters as radius,
        ${box(sql`r.geom`, sql`3 * s.cluster_radius_meters`)} as reach
      from request r
      cross join lateral (
        select r.service_code
        union
        select c.service_code
        from hotspot_request m
        join request_cluster c on c.jurisdiction_id = m.jurisdiction_id and c.id = m.cluster_id
        where m.jurisdiction_id = r.jurisdiction_id and m.request_id = r.id
      ) v
      join service s on s.jurisdiction_id = r.jurisdiction_id and s.code = v.service_code
      where r.jurisdiction_id = ${jurisdictionId} and r.id = any (${requestIds}::bigint[])
    ),
    near as materialized (
      select distinct r.id, c.service_code, c.radius
      from changed c
      join request r on r.jurisdiction_id = ${jurisdictionId} and r.is_open
        and r.service_code = c.service_code and r.geom && c.reach
    ),
    touched as materialized (
      select m.cluster_id, c.service_code, s.cluster_radius_meters as radius
      from hotspot_request m
      join request_cluster c on c.jurisdiction_id = m.jurisdiction_id and c.id = m.cluster_id
      join service s on s.jurisdiction_id = c.jurisdiction_id and s.code = c.service_code
      where m.jurisdiction_id = ${jurisdictionId}
        and m.request_id in (select id from near union all select unnest(${requestIds}::bigint[]))
      group by 1, 2, 3
    )`
}

// by place, so that a request between two clusters falls to the same one whenever it came in
function labels(jurisdictionId: string, ground: Sql, srid: number): Sql {
  return sql`
    select g.id, g.service_code, g.is_inside, st_x(g.point) as x, st_y(g.point) as y,
      g.radius as radius_meters, s.setup_minutes + s.duration_minutes as minutes,
      st_clusterdbscan(g.point, g.radius, ${minimumRequests}::integer)
        over (partition by g.service_code order by st_x(g.point), st_y(g.point), g.id) as cluster
    from (select *, st_transform(geom, ${srid}::integer) as point from ${ground}) g
    join service s on s.jurisdiction_id = ${jurisdictionId} and s.code = g.service_code`
}

/** A box in degrees that holds every point within so many metres, with 2 % to spare. */
function box(geom: Sql, meters: Sql): Sql {
  return sql`st_expand(${geom},
    (${meters}) / (109000 * greatest(cos(radians(st_y(${geom}))), 0.05)), (${meters}) / 109000.0)`
}
