import type { TileSet } from '../layer.ts'
import { boundaries, labels, municipalities, rail, water } from './ground.ts'
import { streetNames, streets } from './streets.ts'

/** The ground all cities stand on: no tenant, rarely written. */
export const basemap: TileSet = {
  name: 'basemap',
  minZoom: 6,
  maxZoom: 16,
  layers: [municipalities, water, streets, rail, boundaries, streetNames, labels],
  changedBy: [],
  keepSeconds: 24 * 60 * 60,
  // for addresses without a version; those with one never change
  cacheControl: 'public, max-age=300, stale-while-revalidate=86400',
}
