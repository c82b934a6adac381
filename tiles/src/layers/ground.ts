import { sql } from '@dromos/db'
import { inTile, pointInTile, square, squareInDegrees, type Layer } from '../layer.ts'
import { metersPerUnit, type Tile } from '../tile.ts'
import { latinLetters } from './latin-letters.ts'

const margin = 64

export const rail: Layer = {
  id: 'rail',
  minZoom: 9,
  maxZoom: 16,
  description: 'Railways, underground lines and trams',
  fields: { class: "OpenStreetMap's railway value" },
  rows: (tile) => sql`
    select ${inTile(sql`st_simplify(st_transform(line, 3857), ${tolerance(tile)}::float8, true)`, tile, margin)} as geom,
      class
    from (
      select class, st_linemerge(st_collect(geom)) as line from basemap.rail
      where geom && ${squareInDegrees(tile, margin)}
        and class in ('rail', 'subway', 'light_rail', 'tram', 'narrow_gauge', 'funicular')
      group by class
    ) merged`,
}

export const water: Layer = {
  id: 'water',
  minZoom: 6,
  maxZoom: 16,
  description: 'Rivers and streams as lines, lakes and the sea as surfaces, the coast as a line',
  fields: { class: "OpenStreetMap's waterway, natural or water value" },
  rows: (tile) => sql`
    select ${inTile(sql`st_simplify(st_transform(geom, 3857), ${tolerance(tile)}::float8, true)`, tile, margin)} as geom,
      class
    from basemap.water
    where geom && ${squareInDegrees(tile, margin)}
      and (${tile.z}::int >= 12 or class not in ('stream', 'ditch', 'drain'))
    order by id`,
}

/** Official outlines of municipalities where they are known, else the administrative lines of OpenStreetMap. */
export const boundaries: Layer = {
  id: 'boundary',
  minZoom: 8,
  maxZoom: 16,
  description: 'Boundaries of municipalities',
  fields: { admin_level: 'the lower, the greater: 7 and 8 are municipalities' },
  rows: (tile) => sql`
    with outline as (
      select st_clipbybox2d(st_boundary(geom), ${squareInDegrees(tile, margin)}) as line
      from basemap.municipality
      where geom && ${squareInDegrees(tile, margin)}
    ), line as (
      -- a border that two share is one line, else its dashes would fill each other's gaps
      select 7::smallint as admin_level, st_linemerge(st_unaryunion(st_collect(line))) as geom
      from outline
      union all
      select admin_level, st_linemerge(st_unaryunion(st_collect(geom)))
      from basemap.boundary
      where geom && ${squareInDegrees(tile, margin)} and admin_level <= 8
        and not exists (select from outline)
      group by admin_level
    )
    select ${inTile(sql`st_simplify(st_transform(geom, 3857), ${tolerance(tile)}::float8, true)`, tile, margin)} as geom,
      admin_level
    from line`,
}

export const labels: Layer = {
  id: 'label',
  minZoom: 8,
  maxZoom: 16,
  description: 'Names of municipalities, neighbourhoods and squares, a point each',
  fields: {
    kind: 'municipality | community | neighbourhood | square, or the place value of OpenStreetMap',
    name_el: 'in Greek',
    name_en: 'in English or in Latin letters',
    rank: 'the lower, the more important',
  },
  rows: (tile) => sql`
    select ${pointInTile(sql`geom`, tile)} as geom, kind, name_el,
      coalesce(name_en, ${latinLetters(sql`name_el`)}) as name_en, rank
    from basemap.label
    where geom && ${squareInDegrees(tile)}
      and case
        when kind in ('city', 'municipality', 'town') then true
        when kind in ('community', 'borough', 'suburb', 'village') then ${tile.z}::int >= 11
        when kind = 'square' then ${tile.z}::int >= 15
        else ${tile.z}::int >= 12
      end
    order by rank, id`,
}

/** Surfaces of the municipalities: tells the city that is served from its neighbours. */
export const municipalities: Layer = {
  id: 'municipality',
  minZoom: 8,
  maxZoom: 16,
  description: 'Surfaces of municipalities',
  fields: { code: 'official code' },
  rows: (tile) => sql`
    select st_asmvtgeom(
        st_simplify(st_transform(geom, 3857), ${tolerance(tile)}::float8, true), ${square(tile)}, 4096, ${margin}::int, true
      ) as geom, code
    from basemap.municipality
    where geom && ${squareInDegrees(tile, margin)}
    order by code`,
}

/** Metres that nobody sees: half a pixel of a 512-pixel tile. */
function tolerance({ z }: Tile): number {
  return metersPerUnit(z) * 4
}
