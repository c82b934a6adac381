import { join, sql, type Sql } from '@dromos/db'
import { inTile, squareInDegrees, type Layer } from '../layer.ts'
import { metersPerUnit, type Tile } from '../tile.ts'
import { latinLetters } from './latin-letters.ts'

/** How the ground groups OpenStreetMap's highway classes, and the zoom from which each is drawn and named. */
const groups = [
  { name: 'motorway', shownFrom: 6, namedFrom: 14, classes: ['motorway', 'trunk'] },
  { name: 'primary', shownFrom: 8, namedFrom: 14, classes: ['primary', 'motorway_link', 'trunk_link'] },
  { name: 'secondary', shownFrom: 10, namedFrom: 14, classes: ['secondary', 'primary_link'] },
  {
    name: 'tertiary',
    shownFrom: 11,
    namedFrom: 14,
    classes: ['tertiary', 'secondary_link', 'tertiary_link'],
  },
  {
    name: 'local',
    shownFrom: 12,
    namedFrom: 15,
    classes: ['residential', 'unclassified', 'living_street', 'road'],
  },
  { name: 'pedestrian', shownFrom: 13, namedFrom: 15, classes: ['pedestrian'] },
  { name: 'service', shownFrom: 14, namedFrom: 16, classes: ['service', 'track'] },
  {
    name: 'path',
    shownFrom: 15,
    namedFrom: 16,
    classes: ['footway', 'path', 'cycleway', 'steps', 'bridleway'],
  },
]

/** From here single ways are sent, with their direction; above, one merged line for each group. */
const singleWaysFrom = 15
const margin = 64

export const streets: Layer = {
  id: 'street',
  minZoom: 6,
  maxZoom: 16,
  description: 'Streets and paths',
  fields: {
    class: groups.map(({ name }) => name).join(' | '),
    oneway: 'true where traffic runs along the line only (from zoom 15)',
    bridge: 'true on a bridge (from zoom 15)',
    tunnel: 'true in a tunnel (from zoom 15)',
  },
  rows: (tile) => (tile.z < singleWaysFrom ? mergedStreets(tile) : singleStreets(tile)),
}

export const streetNames: Layer = {
  id: 'street_name',
  minZoom: 14,
  maxZoom: 16,
  description: 'Names along streets',
  fields: { name: 'as signed', name_en: 'in Latin letters', class: 'as of the street' },
  rows: (tile) => sql`
    select ${inTile(sql`st_transform(line, 3857)`, tile, margin)} as geom,
      name, ${latinLetters(sql`name`)} as name_en, class
    from (
      select name, ${groupOf(sql`class`)} as class, st_linemerge(st_collect(geom)) as line
      from basemap.street
      where geom && ${squareInDegrees(tile, margin)}
        and name is not null and not is_tunnel
        and class in (${join(classesFrom('namedFrom', tile.z))})
      group by 1, 2
    ) named
    order by st_length(line) desc`,
}

function mergedStreets(tile: Tile): Sql {
  return sql`
    select ${inTile(simplified(sql`st_transform(line, 3857)`, tile.z), tile, margin)} as geom, class
    from (
      select ${groupOf(sql`class`)} as class, st_linemerge(st_collect(geom)) as line
      from basemap.street
      where geom && ${squareInDegrees(tile, margin)}
        and class in (${join(classesFrom('shownFrom', tile.z))})
      group by 1
    ) merged`
}

function singleStreets(tile: Tile): Sql {
  return sql`
    select ${inTile(sql`st_transform(case oneway when 'backward' then st_reverse(geom) else geom end, 3857)`, tile, margin)} as geom,
      ${groupOf(sql`class`)} as class,
      nullif(oneway <> 'no', false) as oneway,
      nullif(is_bridge, false) as bridge,
      nullif(is_tunnel, false) as tunnel
    from basemap.street
    where geom && ${squareInDegrees(tile, margin)}
      and class in (${join(classesFrom('shownFrom', tile.z))})
    order by id`
}

/** Half a pixel of a 512-pixel tile is not seen; collapsed lines are kept so that no street gets gaps. */
function simplified(line: Sql, z: number): Sql {
  return sql`st_simplify(${line}, ${metersPerUnit(z) * 4}::float8, true)`
}

function classesFrom(rule: 'shownFrom' | 'namedFrom', z: number): string[] {
  return groups.filter((group) => z >= group[rule]).flatMap(({ classes }) => classes)
}

function groupOf(column: Sql): Sql {
  const cases = groups.map(
    ({ name, classes }) => sql`when ${column} in (${join(classes)}) then ${name}::text`,
  )
  return sql`case ${join(cases, ' ')} end`
}
