import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { sql } from '@dromos/db'
import { copyRows } from '../seed/copy.ts'
import { multiPolygonHex } from '../seed/ewkb.ts'
import { Polygonal, polygonsOf } from '../seed/geojson.ts'
import { transliterate } from '../seed/transliterate.ts'
import type { Writer } from './write-basemap.ts'

const Municipalities = z.object({
  features: z.array(
    z.object({
      properties: z.object({
        name_el: z.string(),
        ypes_code: z.string(),
        population_2021: z.number().int().nullable(),
      }),
      geometry: Polygonal,
    }),
  ),
})

/** Replaces the municipalities around: "the right authority" for a place outside a city. */
export async function writeMunicipalities(writer: Writer, file: string): Promise<number> {
  const { features } = Municipalities.parse(JSON.parse(await readFile(file, 'utf8')))
  await writer.query(sql`delete from basemap.municipality`)
  return copyRows(
    writer,
    { table: 'basemap.municipality', columns: ['code', 'name_el', 'name_en', 'population', 'geom'] },
    features.map(({ properties, geometry }) => [
      properties.ypes_code,
      properties.name_el,
      transliterate(properties.name_el),
      properties.population_2021,
      multiPolygonHex(polygonsOf(geometry)),
    ]),
  )
}
