import type {
  GeoJSONSource,
  LayerSpecification,
  Map as MapLibreMap,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl'
import type { MapColours, Theme } from './colours.ts'
import { sourceChange, type SourceChange } from './source-change.ts'

export type Language = 'el' | 'en'

/** How the map is shown: all that layers depend on beside their data. */
export interface MapLook {
  theme: Theme
  language: Language
  colours: MapColours
}

/** Where a layer goes: on the ground under the names, or over everything. */
export type Height = 'beneath names' | 'on top'

/**
 * Data on the map: sources and the layers that draw them. A value, made anew when the data changes; the map
 * finds out what differs. Names of sources and layers must begin with the overlay's id.
 */
export interface MapOverlay {
  id: string
  sources: Record<string, SourceSpecification>
  layers(look: MapLook): { height: Height; layer: LayerSpecification }[]
}

/** The ground with all overlays on it, the first overlay lowest. */
export function composeStyle(
  ground: StyleSpecification,
  overlays: readonly MapOverlay[],
  look: MapLook,
): StyleSpecification {
  const placed = overlays.flatMap((overlay) => overlay.layers(look))
  const at = (height: Height) => placed.filter((entry) => entry.height === height).map(({ layer }) => layer)
  const names = ground.layers.findIndex(isName)
  const split = names === -1 ? ground.layers.length : names
  return {
    ...ground,
    sources: Object.assign({}, ground.sources, ...overlays.map(({ sources }) => sources)),
    layers: [
      ...ground.layers.slice(0, split),
      ...at('beneath names'),
      ...ground.layers.slice(split),
      ...at('on top'),
    ],
  }
}

/** Brings a map from the style shown before to the next one, with the least work. */
export function applyStyle(
  map: MapLibreMap,
  previous: StyleSpecification | undefined,
  next: StyleSpecification,
): void {
  const changes = previous && frameOf(previous) === frameOf(next) ? changesOf(previous, next) : null
  // a source is not there yet while the style before is still being loaded
  if (changes?.every(([id]) => map.getSource(id))) {
    for (const [id, change] of changes) tell(map.getSource<GeoJSONSource>(id)!, change)
    return
  }
  map.setStyle(next, { diff: true, transformStyle: (shown) => keepForeign(shown, previous, next) })
}

/** What others put on the map (drawing tools) stays on top of it. */
export function keepForeign(
  shown: StyleSpecification | undefined,
  previous: StyleSpecification | undefined,
  next: StyleSpecification,
): StyleSpecification {
  if (!shown || !previous) return next
  const ourSources = new Set([...Object.keys(previous.sources), ...Object.keys(next.sources)])
  const ourLayers = new Set([...previous.layers, ...next.layers].map(({ id }) => id))
  const foreignSources = Object.entries(shown.sources).filter(([id]) => !ourSources.has(id))
  return {
    ...next,
    sources: { ...next.sources, ...Object.fromEntries(foreignSources) },
    layers: [...next.layers, ...shown.layers.filter(({ id }) => !ourLayers.has(id))],
  }
}

const frames = new WeakMap<StyleSpecification, string>()

/** A style but for the data of its GeoJSON sources. */
function frameOf(style: StyleSpecification): string {
  const known = frames.get(style)
  if (known !== undefined) return known
  const frame = JSON.stringify(style, function (this: { type?: string }, key, value) {
    return key === 'data' && this.type === 'geojson' ? undefined : value
  })
  frames.set(style, frame)
  return frame
}

function changesOf(previous: StyleSpecification, next: StyleSpecification) {
  return Object.entries(next.sources).flatMap(([id, source]) => {
    const before = previous.sources[id]
    if (source.type !== 'geojson' || before?.type !== 'geojson') return []
    const change = sourceChange(before, source)
    return change ? [[id, change] as const] : []
  })
}

function tell(source: GeoJSONSource, change: SourceChange): void {
  void ('diff' in change ? source.updateData(change.diff) : source.setData(change.data))
}

function isName(layer: LayerSpecification): boolean {
  return layer.type === 'symbol' && layer.layout?.['text-field'] !== undefined
}
