import { empty, sql, type Sql } from '@dromos/db'
import { pointInTile, squareInDegrees, type Filters, type Layer, type TileSet } from '../layer.ts'
import type { Tile } from '../tile.ts'

/** From here each open request is a point of its own. */
export const pointsFrom = 13
/** Cells along a side of a tile, below: 64 pixels each. */
export const cellsAcross = 8
/** Cells along a side of the world, at most: a power of two for the feature's id. */
const mostAcross = 2 ** 15
/** So that one square of a huge city stays a tile; the most urgent are kept. */
const mostPoints = 20_000

/** Statuses in which a request is open, as `request.is_open` has them. */
export const openStatuses = [
  'received',
  'triaged',
  'accepted',
  'planned',
  'in_progress',
  'reopen_requested',
  'reopened',
  'awaiting_citizen',
  'forwarded_external',
] as const

const points: Layer = {
  id: 'request',
  minZoom: pointsFrom,
  maxZoom: 16,
  description: 'Open requests, a point each; the feature id is the id of the request',
  fields: {
    service: 'code of the service',
    status: openStatuses.join(' | '),
    priority: '0 to 100',
    late: 'true when it is overdue',
    age_days: 'whole days since it was reported',
  },
  hasIds: true,
  rows: (tile, { jurisdictionId, filters }) => sql`
    select id, ${pointInTile(sql`geom`, tile)} as geom, service_code as service, status, priority,
      nullif(is_late(due_at, clock_stopped_at, closed_at, now()), false) as late,
      greatest(0, floor(extract(epoch from now() - requested_at) / 86400))::int as age_days
    from request
    where jurisdiction_id = ${jurisdictionId} and is_open and geom && ${squareInDegrees(tile)}
      ${chosen(filters)}
    order by priority desc, id desc
    limit ${mostPoints}`,
}

/** The feature id of a count: the cell of its zoom, counted from the north west of the world. */
export function cellId({ z, across, down }: { z: number; across: number; down: number }): number {
  return (z * mostAcross + down) * mostAcross + across
}

/**
 * Counts on a grid of the tile, each at the mean of its requests. Grouped by plain numbers: a projection for
 * each point would cost more than the rest of the query.
 */
const clusters: Layer = {
  id: 'request_cluster',
  minZoom: 6,
  maxZoom: pointsFrom - 1,
  description: 'Open requests counted on a grid; the feature id is the cell',
  hasIds: true,
  fields: {
    count: 'open requests',
    late: 'of these, overdue',
    service: 'the most frequent service',
    'service:<code>': 'count of each service',
  },
  rows: (tile, { jurisdictionId, filters }) => sql`
    with edge as (
      select st_xmin(square) as west, st_ymin(square) as south, st_xmax(square) as east, st_ymax(square) as north
      from (select ${squareInDegrees(tile)} as square) degrees
    ), counted as (
      select floor((st_x(geom) - west) / (east - west) * ${cellsAcross}::int) as across,
        floor((north - st_y(geom)) / (north - south) * ${cellsAcross}::int) as down,
        service_code, count(*) as n, count(*) filter (where is_late(due_at, clock_stopped_at, closed_at, now())) as late,
        sum(st_x(geom)) as lon, sum(st_y(geom)) as lat
      from request, edge
      where jurisdiction_id = ${jurisdictionId} and is_open and geom && ${squareInDegrees(tile)}
        -- && compares rounded boxes; what lies on or close to an edge is counted in one tile only
        and st_x(geom) >= west and st_x(geom) < east and st_y(geom) > south and st_y(geom) <= north
        ${chosen(filters)}
      group by 1, 2, 3
    )
    select ${firstCell(tile)}::bigint + (down * ${mostAcross}::int + across)::bigint as id,
      ${pointInTile(sql`st_setsrid(st_makepoint(sum(lon) / sum(n), sum(lat) / sum(n)), 4326)`, tile)} as geom,
      sum(n)::int as count, sum(late)::int as late,
      (array_agg(service_code order by n desc, service_code))[1] as service,
      jsonb_object_agg('service:' || service_code, n) as by_service
    from counted
    group by across, down
    order by across, down`,
}

function firstCell({ z, x, y }: Tile): number {
  return cellId({ z, across: x * cellsAcross, down: y * cellsAcross })
}

export const requests: TileSet = {
  name: 'requests',
  minZoom: 6,
  maxZoom: 16,
  layers: [points, clusters],
  changedBy: ['request', 'import'],
  // lateness and age change without an event
  keepSeconds: 60,
  cacheControl: 'public, no-cache',
}

function chosen({ services, statuses }: Filters): Sql {
  return sql`${services.length ? sql`and service_code = any(${services}::text[])` : empty}
    ${statuses.length ? sql`and status = any(${statuses}::text[])` : empty}`
}
