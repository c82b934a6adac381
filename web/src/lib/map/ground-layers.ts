import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  LineLayerSpecification,
} from 'maplibre-gl'
import { byZoom } from './by-zoom.ts'
import { nameLayers } from './name-layers.ts'
import type { MapLook } from './overlay.ts'
import { narrow, wide } from './street-classes.ts'

const source = 'basemap'

/** From the paper up to the names. */
export function groundLayers(look: MapLook): LayerSpecification[] {
  return [...surfaceLayers(look), ...streetLayers(look), ...lineLayers(look), ...nameLayers(look)]
}

function surfaceLayers({ colours }: MapLook): LayerSpecification[] {
  return [
    { id: 'land', type: 'background', paint: { 'background-color': colours.land } },
    {
      id: 'water-surface',
      type: 'fill',
      source,
      'source-layer': 'water',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colours.water },
    },
    {
      id: 'water-line',
      type: 'line',
      source,
      'source-layer': 'water',
      filter: ['all', ['==', ['geometry-type'], 'LineString'], ['!=', ['get', 'class'], 'coastline']],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': colours.water,
        'line-width': byZoom([10, 0.6], [14, ['match', ['get', 'class'], 'river', 3, 1.2]], [17, 6]),
      },
    },
  ]
}

function streetLayers({ colours }: MapLook): LayerSpecification[] {
  const onGround: ExpressionSpecification = ['all', ['!', ['has', 'bridge']], ['!', ['has', 'tunnel']]]
  const tint = { 'line-color': colours.street }
  return [
    street('street-tunnel', 15, ['all', ['has', 'tunnel'], isOneOf([...wide, 'local'])], {
      ...tint,
      'line-width': widthByClass(0),
      'line-dasharray': [0.5, 0.4],
    }),
    street('street-path', 15, ['==', ['get', 'class'], 'path'], {
      'line-color': colours.path,
      'line-width': byZoom([15, 0.8], [18, 2]),
      'line-dasharray': [2.5, 1.5],
    }),
    street('street-narrow', 0, ['all', isOneOf(narrow), onGround], { ...tint, 'line-width': narrowWidth }),
    street('street-wide', 0, ['all', isOneOf(wide), onGround], { ...tint, 'line-width': wideWidth }),
    street('street-bridge-edge', 14, ['has', 'bridge'], {
      'line-color': colours.land,
      'line-width': widthByClass(3),
    }),
    street('street-bridge', 14, ['has', 'bridge'], { ...tint, 'line-width': widthByClass(0) }),
    {
      id: 'street-oneway',
      type: 'symbol',
      source,
      'source-layer': 'street',
      minzoom: 16.5,
      filter: ['all', ['has', 'oneway'], isOneOf([...wide, 'local'])],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 160,
        'icon-image': 'arrow',
        'icon-size': 0.55,
        'icon-padding': 6,
      },
      paint: { 'icon-color': colours.streetArrow },
    },
  ]
}

function lineLayers({ colours }: MapLook): LayerSpecification[] {
  return [
    {
      id: 'rail',
      type: 'line',
      source,
      'source-layer': 'rail',
      // what runs below is not seen from the street
      filter: ['!=', ['get', 'class'], 'subway'],
      paint: {
        'line-color': colours.rail,
        'line-width': byZoom([10, 0.6], [14, 1.2], [17, 2]),
        'line-dasharray': [4, 2],
      },
    },
    {
      id: 'boundary',
      type: 'line',
      source,
      'source-layer': 'boundary',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': colours.boundary,
        'line-width': byZoom([9, 0.7], [13, 1.1], [17, 1.6]),
        'line-dasharray': [3, 2, 0.5, 2],
      },
    },
  ]
}

function street(
  id: string,
  minzoom: number,
  filter: FilterSpecification,
  paint: LineLayerSpecification['paint'],
): LayerSpecification {
  return {
    id,
    type: 'line',
    source,
    'source-layer': 'street',
    minzoom,
    filter,
    layout: { 'line-cap': /bridge|tunnel/.test(id) ? 'butt' : 'round', 'line-join': 'round' },
    paint,
  }
}

function isOneOf(classes: string[]): ExpressionSpecification {
  return ['match', ['get', 'class'], classes, true, false]
}

const wideWidth = byZoom([8, 0.6], [11, 1.3], [13, 2.6], [15, 6.5], [17, 16], [19, 40])
const narrowWidth = byZoom([11.5, 0.3], [13, 0.95], [15, 3], [17, 9], [19, 26])

/** By class, as the streets on the ground, plus `extra` pixels. */
function widthByClass(extra: number) {
  const width = (onWide: number, onNarrow: number, onPath: number): ExpressionSpecification => [
    'match',
    ['get', 'class'],
    wide,
    onWide + extra,
    'path',
    onPath + extra,
    onNarrow + extra,
  ]
  return byZoom(
    [13, width(2.6, 0.95, 0)],
    [15, width(6.5, 3, 0.8)],
    [17, width(16, 9, 1.6)],
    [19, width(40, 26, 3)],
  )
}
