import type { TileSet } from './layer.ts'
import type { Bounds } from './places.ts'

const attribution =
  '<a href="https://www.openstreetmap.org/copyright" target="_blank">© OpenStreetMap contributors</a>'

/** What a map must know to ask for a set's tiles (TileJSON 3.0). */
export function tileJson(set: TileSet, { url, bounds }: { url: string; bounds: Bounds }) {
  return {
    tilejson: '3.0.0',
    name: set.name,
    scheme: 'xyz',
    tiles: [url],
    minzoom: set.minZoom,
    maxzoom: set.maxZoom,
    bounds,
    attribution,
    vector_layers: set.layers.map(({ id, description, fields, minZoom, maxZoom }) => ({
      id,
      description,
      fields,
      minzoom: minZoom,
      maxzoom: maxZoom,
    })),
  }
}
