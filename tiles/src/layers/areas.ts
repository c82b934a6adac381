import { sql } from '@dromos/db'
import { inTile, pointInTile, squareInDegrees, type Layer, type TileSet } from '../layer.ts'
import { metersPerUnit } from '../tile.ts'

const margin = 64

const fields = {
  kind: 'community | neighbourhood | zone',
  code: "the city's own code",
  name_el: 'in Greek',
  name_en: 'in English',
}

const surfaces: Layer = {
  id: 'area',
  minZoom: 8,
  maxZoom: 14,
  description: 'Communities, neighbourhoods and zones; the feature id is the id of the area',
  fields: { ...fields, approximate: 'true when the outline is not official' },
  hasIds: true,
  rows: (tile, { jurisdictionId }) => sql`
    select id, ${inTile(sql`st_simplify(st_transform(geom, 3857), ${metersPerUnit(tile.z) * 4}::float8, true)`, tile, margin)} as geom,
      kind, code, name_el, name_en, nullif(is_approximate, false) as approximate
    from area
    where jurisdiction_id = ${jurisdictionId} and geom && ${squareInDegrees(tile, margin)}
    order by id`,
}

/** A polygon's label would be drawn once in each tile it reaches into. */
const names: Layer = {
  id: 'area_label',
  minZoom: 10,
  maxZoom: 14,
  description: 'A point inside each area, for its name',
  fields,
  hasIds: true,
  rows: (tile, { jurisdictionId }) => sql`
    select id, ${pointInTile(sql`inside`, tile)} as geom, kind, code, name_el, name_en
    from (
      select id, kind, code, name_el, name_en, st_pointonsurface(geom) as inside
      from area
      where jurisdiction_id = ${jurisdictionId} and geom && ${squareInDegrees(tile)}
    ) near
    where inside && ${squareInDegrees(tile)}
    order by id`,
}

export const areas: TileSet = {
  name: 'areas',
  minZoom: 8,
  maxZoom: 14,
  layers: [surfaces, names],
  changedBy: ['import'],
  keepSeconds: 60,
  cacheControl: 'public, max-age=60, stale-while-revalidate=600',
}
