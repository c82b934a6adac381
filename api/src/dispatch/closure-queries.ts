import { z } from 'zod'
import { asJson, many, maybeOne, one, sql, type Sql, type Tx } from '@dromos/db'
import { ClosureConflict, StreetClosure, type addStreetClosure } from '../contract/index.ts'

type ClosureInput = z.output<(typeof addStreetClosure)['body']>

/** so far a street or a way must run along a closed line to be more than a crossing */
const leastCoverMeters = 36
/** how far from a line drawn by hand its street may lie, in degrees: about ten metres */
const lineReach = 0.0001
const mostNames = 6

/** Closures that hold at some time of a span. */
export function findClosures(tx: Tx, from: Date, to: Date | null): Promise<StreetClosure[]> {
  return many(
    tx,
    StreetClosure,
    sql`
      select ${closureColumns(tx)}
      from street_closure c
      where c.jurisdiction_id = ${tx.jurisdictionId} and c.removed_at is null
        and c.during && tstzrange(${from}, ${to})
      order by lower(c.during), c.id
      limit 1000`,
  )
}

export function findClosure(tx: Tx, id: number): Promise<StreetClosure | null> {
  return maybeOne(
    tx,
    StreetClosure,
    sql`
      select ${closureColumns(tx)} from street_closure c
      where c.jurisdiction_id = ${tx.jurisdictionId} and c.id = ${id} and c.removed_at is null`,
  )
}

export async function insertClosure(
  tx: Tx,
  closure: ClosureInput,
  accountId: string | null,
  now: Date,
): Promise<number> {
  const { id } = await one(
    tx,
    StreetClosure.pick({ id: true }),
    sql`
      insert into street_closure (jurisdiction_id, during, speed_factor, reason, created_by, created_at,
        changed_at, geom)
      values (${tx.jurisdictionId}, tstzrange(${closure.from}, ${closure.to}), ${closure.speedFactor},
        ${closure.reason}, ${accountId}, ${now}, ${now}, ${shape(closure.geometry)})
      returning id`,
  )
  return id
}

export async function updateClosure(tx: Tx, id: number, closure: ClosureInput, now: Date): Promise<void> {
  await tx.query(sql`
    update street_closure
    set during = tstzrange(${closure.from}, ${closure.to}), speed_factor = ${closure.speedFactor},
      reason = ${closure.reason}, geom = ${shape(closure.geometry)}, changed_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${id}`)
}

/** False where there is none that holds. */
export async function endClosure(tx: Tx, id: number, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(sql`
    update street_closure set removed_at = ${now}, changed_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${id} and removed_at is null`)
  return rowCount === 1
}

/** Whether an outline is one: it does not cross itself. */
export async function isProperShape(tx: Tx, geometry: ClosureInput['geometry']): Promise<boolean> {
  const { isProper } = await one(
    tx,
    z.object({ isProper: z.boolean() }),
    sql`select st_isvalid(${shape(geometry)}) as is_proper`,
  )
  return isProper
}

/** Ways of a version through closures that hold while a crew is on its way, and are newer than the version. */
export function findConflicts(tx: Tx, planId: number, version: number): Promise<ClosureConflict[]> {
  return many(
    tx,
    ClosureConflict,
    sql`
      select c.id as closure_id, array_agg(r.crew_id order by r.crew_id) as crew_ids
      from plan_version v
      join route r on r.jurisdiction_id = v.jurisdiction_id and r.plan_id = v.plan_id and r.version = v.version
      join street_closure c on c.jurisdiction_id = ${tx.jurisdictionId} and c.removed_at is null
        and c.during && tstzrange(r.starts_at, r.ends_at, '[]') and c.changed_at > v.solved_at
      cross join lateral (
        select case when st_dimension(c.geom) = 2 then c.geom else st_buffer(c.geom, ${lineReach}) end as reach
      ) around
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.plan_id = ${planId} and v.version = ${version}
        and r.geom && around.reach and st_intersects(r.geom, around.reach)
        and ${isMoreThanCrossing(sql`st_intersection(r.geom, around.reach)`)}
      group by c.id
      order by c.id
      limit 1000`,
  )
}

// an area takes what touches it
function isMoreThanCrossing(piece: Sql): Sql {
  return sql`(st_dimension(c.geom) = 2 or st_length(${piece}::geography) >= ${leastCoverMeters})`
}

// to the centimetre: nothing finer is drawn, and the smallest numbers there are break a projection
function shape(geometry: ClosureInput['geometry']): Sql {
  return sql`st_setsrid(st_geomfromgeojson(${asJson(toCentimetres(geometry))}), 4326)`
}

function toCentimetres(geometry: ClosureInput['geometry']): unknown {
  const round = (value: unknown): unknown =>
    typeof value === 'number' ? Math.round(value * 1e7) / 1e7 : (value as unknown[]).map(round)
  return { type: geometry.type, coordinates: round(geometry.coordinates) }
}

// named streets of which a piece lies in the closure's reach
function closureColumns(tx: Tx): Sql {
  return sql`
    c.id, st_asgeojson(c.geom, 6)::jsonb as geometry, lower(c.during) as "from", upper(c.during) as "to",
    c.speed_factor, c.reason, coalesce((
      select jsonb_agg(piece.name order by piece.meters desc, piece.name)
      from (
        select name.name, sum(st_length(st_intersection(segment.geom, around.reach)::geography)) as meters
        from (
          select case when st_dimension(c.geom) = 2 then c.geom else st_buffer(c.geom, ${lineReach}) end as reach
        ) around
        join street_segment segment on segment.jurisdiction_id = ${tx.jurisdictionId}
          and segment.geom && around.reach and st_intersects(segment.geom, around.reach)
        join street_name name on name.jurisdiction_id = ${tx.jurisdictionId}
          and name.id = segment.street_name_id
        group by name.name
        having st_dimension(c.geom) = 2
          or sum(st_length(st_intersection(segment.geom, around.reach)::geography)) >= ${leastCoverMeters}
        order by meters desc
        limit ${mostNames}
      ) piece
    ), '[]') as streets`
}
