import { z } from 'zod'
import { latLngToCell } from 'h3-js'
import { many, sql, type Database, type Tx } from '@dromos/db'
import { pointAlong } from '../../api/src/geo/along-line.ts'
import { areaFinder, type AreaFinder } from '../../api/src/geo/inside.ts'
import type { LonLat } from '../../api/src/geo/lon-lat.ts'
import { copyRows, type CopyValue } from '../seed/copy.ts'
import { lineHex, multiLineHex } from '../seed/ewkb.ts'
import { Polygonal, polygonsOf } from '../seed/geojson.ts'
import { numberStreets, type Street } from './number-streets.ts'
import type { Segment } from './segments.ts'

const Boundary = z.object({ boundary: Polygonal, lon: z.number(), lat: z.number() })
const AreaRow = z.object({ id: z.number(), kind: z.string(), geom: Polygonal })

/** Replaces the streets of one city by those of an extract; gives the number of segments. */
export async function writeStreets(
  database: Database,
  jurisdictionId: string,
  segments: readonly Segment[],
): Promise<number> {
  return database.tenant(jurisdictionId, async (tx) => {
    const [city] = await many(
      tx,
      Boundary,
      sql`select st_asgeojson(boundary, 9)::json as boundary, st_x(center) as lon, st_y(center) as lat
          from jurisdiction where id = ${jurisdictionId}`,
    )
    const inCity = areaFinder([{ id: 0, polygons: polygonsOf(city.boundary) }])
    const own = segments.filter((segment) => inCity.find(pointAlong(segment.line, 0.5)) !== null)
    // nothing of this extract lies in the city: what another extract brought stays
    if (own.length === 0) return 0
    const finders = await areaFinders(tx)
    const streets = numberStreets(own, [city.lon, city.lat])
    for (const table of [sql`street_segment`, sql`street_name`, sql`cell_exposure`])
      await tx.query(sql`delete from ${table} where jurisdiction_id = ${jurisdictionId}`)
    await writeNames(tx, streets, finders.get('neighbourhood'))
    await writeSegments(tx, own, streets, finders.get('neighbourhood'))
    await writeExposure(tx, own, finders)
    return own.length
  })
}

async function areaFinders(tx: Tx): Promise<Map<string, AreaFinder>> {
  const areas = await many(
    tx,
    AreaRow,
    sql`select id, kind, st_asgeojson(geom, 9)::json as geom from area
        where jurisdiction_id = ${tx.jurisdictionId} order by id`,
  )
  const byKind = Map.groupBy(areas, (area) => area.kind)
  return new Map(
    [...byKind].map(([kind, of]) => [
      kind,
      areaFinder(of.map(({ id, geom }) => ({ id, polygons: polygonsOf(geom) }))),
    ]),
  )
}

function middleArea(finder: AreaFinder | undefined, line: readonly LonLat[]): number | null {
  return finder?.find(pointAlong(line, 0.5)) ?? null
}

async function writeNames(tx: Tx, streets: readonly Street[], finder: AreaFinder | undefined) {
  const columns = ['jurisdiction_id', 'id', 'name', 'search_key', 'length_meters', 'area_id', 'geom']
  const rows = streets.map((street, i): CopyValue[] => {
    const longest = street.segments.toSorted((a, b) => b.segment.lengthMeters - a.segment.lengthMeters)[0]
      .segment
    const meters = street.segments.reduce((sum, { segment }) => sum + segment.lengthMeters, 0)
    const lines = street.segments.map(({ segment }) => segment.line)
    const area = middleArea(finder, longest.line)
    return [
      tx.jurisdictionId,
      i + 1,
      street.name,
      street.searchKey,
      Math.round(meters),
      area,
      multiLineHex(lines),
    ]
  })
  await copyRows(tx, { table: 'street_name', columns }, rows)
}

async function writeSegments(
  tx: Tx,
  segments: readonly Segment[],
  streets: readonly Street[],
  finder: AreaFinder | undefined,
) {
  const places = new Map(
    streets.flatMap((street, i) =>
      street.segments.map(
        ({ segment, numberFrom, numberTo }) => [segment, [i + 1, numberFrom, numberTo]] as const,
      ),
    ),
  )
  const columns = [
    'jurisdiction_id',
    'id',
    'osm_id',
    'class',
    'area_id',
    'length_meters',
    'street_name_id',
    'number_from',
    'number_to',
    'geom',
  ]
  const rows = segments.map((segment, i): CopyValue[] => [
    tx.jurisdictionId,
    i + 1,
    segment.osmId,
    segment.class,
    middleArea(finder, segment.line),
    Math.round(segment.lengthMeters * 10) / 10,
    ...(places.get(segment) ?? [null, null, null]),
    lineHex(segment.line),
  ])
  await copyRows(tx, { table: 'street_segment', columns }, rows)
}

const exposureStepMeters = 20

/** Metres of street by H3 cell and by area: what a rate per kilometre is divided by. */
async function writeExposure(tx: Tx, segments: readonly Segment[], finders: Map<string, AreaFinder>) {
  const cells = new Map<string, number>()
  const areas = new Map<number, number>()
  for (const { line, lengthMeters } of segments) {
    const steps = Math.max(1, Math.round(lengthMeters / exposureStepMeters))
    for (let step = 0; step < steps; step++) {
      const point = pointAlong(line, (step + 0.5) / steps)
      const cell = latLngToCell(point[1], point[0], 10)
      cells.set(cell, (cells.get(cell) ?? 0) + lengthMeters / steps)
      for (const finder of finders.values()) {
        const area = finder.find(point)
        if (area !== null) areas.set(area, (areas.get(area) ?? 0) + lengthMeters / steps)
      }
    }
  }
  const columns = ['jurisdiction_id', 'cell', 'street_meters']
  const rows = [...cells].map(([cell, meters]) => [
    tx.jurisdictionId,
    BigInt(`0x${cell}`),
    Math.round(meters),
  ])
  await copyRows(tx, { table: 'cell_exposure', columns }, rows)
  await tx.query(sql`
    update area set street_meters = found.meters
    from unnest(${[...areas.keys()]}::int[], ${[...areas.values()].map(Math.round)}::int[]) as found (id, meters)
    where area.jurisdiction_id = ${tx.jurisdictionId} and area.id = found.id`)
}
