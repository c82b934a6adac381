import { join, many, sql, type Database, type Sql } from '@dromos/db'
import { z } from 'zod'
import type { Filters, Layer, TileSet } from './layer.ts'
import type { Tile } from './tile.ts'

export interface TileRequest {
  set: TileSet
  tile: Tile
  /** null for the ground that all cities share */
  jurisdictionId: string | null
  filters: Filters
}

const Rendered = z.object({ mvt: z.instanceof(Uint8Array) })

/** One tile as uncompressed MVT bytes; none when nothing is there. */
export async function renderTile(db: Database, request: TileRequest): Promise<Buffer> {
  const layers = request.set.layers.filter((layer) => isShown(layer, request.tile.z))
  if (!layers.length) return Buffer.alloc(0)
  const statement = sql`select ${join(
    layers.map((layer) => encoded(layer, request)),
    ' || ',
  )} as mvt`
  const rows = request.jurisdictionId
    ? await db.tenant(request.jurisdictionId, (tx) => many(tx, Rendered, statement))
    : await many(db, Rendered, statement)
  return Buffer.from(rows[0].mvt)
}

/** The text of all statements of a set: another text means other tiles. */
export function statementTexts(set: TileSet): string {
  const scope = { jurisdictionId: 'any', filters: { services: [], statuses: [] } }
  return set.layers
    .flatMap((layer) =>
      zoomsOf(layer).map((z) => {
        const { text, values } = layer.rows({ z, x: 0, y: 0 }, scope)
        return `${layer.id} ${text} ${JSON.stringify(values)}`
      }),
    )
    .join('\n')
}

function encoded(layer: Layer, { tile, jurisdictionId, filters }: TileRequest): Sql {
  const rows = layer.rows(tile, { jurisdictionId: jurisdictionId ?? '', filters })
  const featureId = layer.hasIds ? sql`, 'id'` : sql``
  return sql`coalesce((
    select st_asmvt(feature, ${layer.id}::text, 4096, 'geom'${featureId})
    from (${rows}) feature where feature.geom is not null
  ), '')`
}

function zoomsOf({ minZoom, maxZoom }: Layer): number[] {
  return Array.from({ length: maxZoom - minZoom + 1 }, (_, index) => minZoom + index)
}

function isShown(layer: Layer, z: number): boolean {
  return z >= layer.minZoom && z <= layer.maxZoom
}
