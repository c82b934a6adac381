import type { StyleSpecification } from 'maplibre-gl'
import { colours, type Theme } from './colours.ts'
import { groundLayers } from './ground-layers.ts'
import type { Language } from './overlay.ts'

export interface MapStyleOptions {
  theme: Theme
  language: Language
  /** where the tile server is mounted, as a whole address: "https://city.example/tiles" */
  tilesUrl: string
  /** milliseconds in which colours change; 0 for people who want no motion */
  transitionMilliseconds?: number
}

const attribution =
  '<a href="https://www.openstreetmap.org/copyright" target="_blank">© OpenStreetMap contributors</a>'

/** Our own quiet ground: paper, streets in one tint, names along them. Needs no glyphs and no sprite. */
export function mapStyle(options: MapStyleOptions): StyleSpecification {
  const { theme, language, tilesUrl, transitionMilliseconds = 150 } = options
  return {
    version: 8,
    name: 'Dromos',
    transition: { duration: transitionMilliseconds, delay: 0 },
    sources: { basemap: { type: 'vector', url: `${tilesUrl}/basemap.json`, attribution } },
    layers: groundLayers({ theme, language, colours: colours[theme] }),
  }
}
