import type { ExpressionSpecification, LayerSpecification, SymbolLayerSpecification } from 'maplibre-gl'
import { byZoom } from './by-zoom.ts'
import type { MapLook } from './overlay.ts'
import { wide } from './street-classes.ts'
import { light, regular } from './type.ts'

const source = 'basemap'

/** Street names along their lines, neighbourhoods spaced and light, municipalities from afar. */
export function nameLayers(look: MapLook): LayerSpecification[] {
  return [streetNames(look), squareNames(look), placeNames(look), municipalityNames(look)]
}

function streetNames(look: MapLook): SymbolLayerSpecification {
  return {
    id: 'street-name',
    type: 'symbol',
    source,
    'source-layer': 'street_name',
    minzoom: 14,
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 380,
      'text-field': ['get', look.language === 'el' ? 'name' : 'name_en'],
      'text-font': regular,
      'text-size': byZoom([14, 10.5], [16, ['match', ['get', 'class'], wide, 12.5, 11.5]], [18, 14]),
      'text-max-angle': 28,
      'text-padding': 12,
      'symbol-sort-key': [
        'match',
        ['get', 'class'],
        'motorway',
        0,
        'primary',
        1,
        'secondary',
        2,
        'tertiary',
        3,
        4,
      ],
    },
    paint: { 'text-color': look.colours.streetText, ...halo(look, 1.4) },
  }
}

function squareNames(look: MapLook): SymbolLayerSpecification {
  return {
    id: 'square-name',
    type: 'symbol',
    source,
    'source-layer': 'label',
    minzoom: 15,
    filter: isSquare,
    layout: {
      'text-field': placeName(look),
      'text-font': regular,
      'text-size': byZoom([15, 11], [18, 13]),
      'text-max-width': 7,
      'text-padding': 8,
    },
    paint: { 'text-color': look.colours.streetText, ...halo(look, 1.4) },
  }
}

function placeNames(look: MapLook): SymbolLayerSpecification {
  return {
    id: 'place-name',
    type: 'symbol',
    source,
    'source-layer': 'label',
    minzoom: 12.2,
    maxzoom: 16.5,
    filter: ['all', ['!', isMunicipality], ['!', isSquare]],
    layout: {
      'text-field': placeName(look),
      'text-font': light,
      'text-size': byZoom([12, 11.5], [15, 15]),
      'text-letter-spacing': 0.09,
      'text-max-width': 7,
      'text-line-height': 1.15,
      'text-padding': 14,
      'symbol-sort-key': ['get', 'rank'],
    },
    paint: { 'text-color': look.colours.placeText, ...halo(look, 1.8) },
  }
}

function municipalityNames(look: MapLook): SymbolLayerSpecification {
  return {
    id: 'municipality-name',
    type: 'symbol',
    source,
    'source-layer': 'label',
    maxzoom: 12.4,
    filter: isMunicipality,
    layout: {
      'text-field': placeName(look),
      'text-font': regular,
      'text-size': byZoom([9, 11], [13, 16]),
      'text-letter-spacing': 0.04,
      'text-max-width': 8,
      'text-padding': 4,
      // rather beside its middle than not at all
      'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
      'symbol-sort-key': ['get', 'rank'],
    },
    paint: { 'text-color': look.colours.placeText, ...halo(look, 1.8) },
  }
}

const isSquare: ExpressionSpecification = ['==', ['get', 'kind'], 'square']

const isMunicipality: ExpressionSpecification = [
  'match',
  ['get', 'kind'],
  ['city', 'municipality', 'town'],
  true,
  false,
]

function placeName({ language }: MapLook): ExpressionSpecification {
  return ['get', language === 'el' ? 'name_el' : 'name_en']
}

function halo({ colours }: MapLook, width: number) {
  return { 'text-halo-color': colours.halo, 'text-halo-width': width, 'text-halo-blur': 0.4 }
}
