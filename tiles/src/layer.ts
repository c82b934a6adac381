import { sql, type Sql } from '@dromos/db'
import type { Tile } from './tile.ts'

/** What one tile is asked with besides its place. */
export interface Filters {
  services: string[]
  statuses: string[]
}

export interface Layer {
  /** the name the map style knows it by (`source-layer`) */
  id: string
  minZoom: number
  maxZoom: number
  description: string
  /** properties and what they mean, as TileJSON shows them */
  fields: Record<string, string>
  /** rows with `geom` in tile units, the properties, and `id` where `hasIds` */
  rows(tile: Tile, scope: { jurisdictionId: string; filters: Filters }): Sql
  hasIds?: boolean
}

/** Layers that are served together as one tile. */
export interface TileSet {
  name: string
  minZoom: number
  maxZoom: number
  layers: Layer[]
  /** entities of live events that change its tiles */
  changedBy: string[]
  /** seconds a rendered tile may be served from the cache */
  keepSeconds: number
  cacheControl: string
}

/** The square of a tile in Web Mercator, grown by `units` of 1/4096 of its side. */
export function square({ z, x, y }: Tile, units = 0): Sql {
  return sql`st_tileenvelope(${z}::int, ${x}::int, ${y}::int, margin => ${units / 4096}::float8)`
}

/** The same square in degrees, for the index on the stored geometry. */
export function squareInDegrees(tile: Tile, units = 0): Sql {
  return sql`st_transform(${square(tile, units)}, 4326)`
}

/** Web Mercator geometry in units of the tile, cut at `units` beyond its edge. */
export function inTile(geometry: Sql, tile: Tile, units: number): Sql {
  return sql`st_asmvtgeom(${geometry}, ${square(tile)}, 4096, ${units}::int, true)`
}

/** A stored point in units of the tile: points beyond the edge are the neighbour's, so nothing is cut. */
export function pointInTile(geometry: Sql, tile: Tile): Sql {
  return sql`st_asmvtgeom(st_transform(${geometry}, 3857), ${square(tile)}, 4096, 0, false)`
}
