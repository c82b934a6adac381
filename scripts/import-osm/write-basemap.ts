import { raw, sql } from '@dromos/db'
import { copyRows, type CopyValue } from '../seed/copy.ts'
import { lineHex } from '../seed/ewkb.ts'
import type { inTransaction } from '../seed/loader.ts'
import { displayName } from './display-name.ts'
import { lineOf, type Extract, type Way } from './read-extract.ts'
import { isStreet } from './segments.ts'

export type Writer = Parameters<Parameters<typeof inTransaction>[1]>[0]

interface Layer {
  table: string
  columns: string[]
  holds: (way: Way) => boolean
  values: (way: Way) => CopyValue[]
}

const layers: Layer[] = [
  {
    table: 'basemap.street',
    columns: ['class', 'name', 'oneway', 'is_bridge', 'is_tunnel', 'is_lit'],
    holds: isStreet,
    values: ({ tags }) => [
      tags.highway,
      tags.name ? displayName(tags.name) : null,
      onewayOf(tags.oneway),
      isYes(tags.bridge),
      isYes(tags.tunnel),
      tags.lit === undefined ? null : isYes(tags.lit),
    ],
  },
  {
    table: 'basemap.rail',
    columns: ['class', 'name'],
    holds: ({ tags }) => /^(rail|subway|funicular|tram|narrow_gauge|light_rail)$/.test(tags.railway ?? ''),
    values: ({ tags }) => [tags.railway, tags.name ?? null],
  },
  {
    table: 'basemap.water',
    columns: ['class', 'name'],
    holds: ({ tags }) => 'waterway' in tags || tags.natural === 'water' || tags.natural === 'coastline',
    values: ({ tags }) => [tags.waterway ?? tags.natural, tags.name ?? null],
  },
  {
    table: 'basemap.boundary',
    columns: ['admin_level', 'name'],
    holds: ({ tags }) => tags.boundary === 'administrative',
    values: ({ tags }) => [
      /^\d{1,2}$/.test(tags.admin_level ?? '') ? Number(tags.admin_level) : null,
      // a street that is also a boundary lends its name to the street alone
      'highway' in tags ? null : (tags.name ?? null),
    ],
  },
]

/** Replaces what the basemap holds of one extract; gives the number of lines written. */
export async function writeBasemap(writer: Writer, extract: Extract, name: string): Promise<number> {
  let total = 0
  for (const layer of layers) {
    await writer.query(sql`delete from ${raw(layer.table)} where extract = ${name}`)
    const { rows } = await writer.query(sql`select coalesce(max(id), 0) as last from ${raw(layer.table)}`)
    const isStreetLayer = layer.table === 'basemap.street'
    const columns = ['id', 'extract', ...(isStreetLayer ? ['osm_id'] : []), ...layer.columns, 'geom']
    const lines = extract.ways
      .filter(layer.holds)
      .map((way, i) => [
        Number(rows[0].last) + i + 1,
        name,
        ...(isStreetLayer ? [way.id] : []),
        ...layer.values(way),
        lineHex(lineOf(extract, way.nodes)),
      ])
    total += await copyRows(writer, { table: layer.table, columns }, lines)
  }
  return total
}

/**
 * Writes the label points of one extract: municipalities and neighbourhoods where they are widest, squares by
 * name. Polygon labels would repeat in every tile.
 */
export async function writeLabels(writer: Writer, extract: string): Promise<void> {
  await writer.query(sql`delete from basemap.label where extract = ${extract}`)
  await writer.query(sql`
    with frame as (
      select st_setsrid(st_extent(geom)::geometry, 4326) as geom from basemap.street where extract = ${extract}
    ), last as (
      select coalesce(max(id), 0) as id from basemap.label
    ), found as (
      select 'municipality' as kind, name_el, name_en, 1 as rank,
        (st_maximuminscribedcircle(st_intersection(m.geom, frame.geom))).center as geom
      from basemap.municipality m, frame
      where st_area(st_intersection(m.geom, frame.geom)) > 0.15 * st_area(m.geom)
      union all
      select 'neighbourhood', name_el, name_en, 2, (st_maximuminscribedcircle(a.geom)).center
      from area a, frame where kind = 'neighbourhood' and a.geom && frame.geom
      union all
      select 'square', name, null, 3, st_centroid(st_collect(geom))
      from basemap.street where extract = ${extract} and name like 'Πλατεία %' group by name
      having max(st_xmax(geom)) - min(st_xmin(geom)) < 0.004
    )
    insert into basemap.label (id, extract, kind, name_el, name_en, rank, geom)
    select last.id + row_number() over (order by rank, name_el, st_x(geom)), ${extract}, kind, name_el, name_en, rank,
      geom
    from found, last`)
}

function onewayOf(value: string | undefined): string {
  if (value === '-1' || value === 'reverse') return 'backward'
  return value === 'yes' || value === 'true' || value === '1' ? 'forward' : 'no'
}

function isYes(value: string | undefined): boolean {
  return value !== undefined && value !== 'no'
}
