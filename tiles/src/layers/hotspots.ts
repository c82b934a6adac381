import { empty, sql, type Sql } from '@dromos/db'
import { inTile, pointInTile, squareInDegrees, type Filters, type Layer, type TileSet } from '../layer.ts'

const margin = 64

const fields = {
  service: 'code of the service',
  count: 'open requests',
  late: 'of these, overdue',
  trend: 'reports of the last 7 days minus those of the 7 days before',
}

const properties = sql`service_code as service, request_count as count, overdue_count as late,
  received_last_7_days - received_previous_7_days as trend`

const hulls: Layer = {
  id: 'hotspot',
  minZoom: 10,
  maxZoom: 16,
  description: 'Outlines of hotspots; the feature id is the id of the hotspot',
  fields,
  hasIds: true,
  rows: (tile, { jurisdictionId, filters }) => sql`
    select id, ${inTile(sql`st_transform(hull, 3857)`, tile, margin)} as geom, ${properties}
    from hotspot
    where jurisdiction_id = ${jurisdictionId} and hull && ${squareInDegrees(tile, margin)} ${chosen(filters)}
    order by request_count desc, id`,
}

const centers: Layer = {
  id: 'hotspot_center',
  minZoom: 8,
  maxZoom: 16,
  description: 'The middle of each hotspot',
  fields,
  hasIds: true,
  rows: (tile, { jurisdictionId, filters }) => sql`
    select id, ${pointInTile(sql`geom`, tile)} as geom, ${properties}
    from hotspot
    where jurisdiction_id = ${jurisdictionId} and geom && ${squareInDegrees(tile)} ${chosen(filters)}
    order by request_count desc, id`,
}

export const hotspots: TileSet = {
  name: 'hotspots',
  minZoom: 8,
  maxZoom: 16,
  layers: [hulls, centers],
  changedBy: ['hotspot', 'import'],
  keepSeconds: 60,
  cacheControl: 'public, no-cache',
}

function chosen({ services }: Filters): Sql {
  return services.length ? sql`and service_code = any(${services}::text[])` : empty
}
