import type { CircleLayerSpecification, ExpressionSpecification, SymbolLayerSpecification } from 'maplibre-gl'
import { discHalf } from './images.ts'
import type { Language } from './overlay.ts'

/** The radius of a count's disc: its area grows with the count. */
function countRadius(count: ExpressionSpecification): ExpressionSpecification {
  return ['interpolate', ['linear'], ['sqrt', count], 1, 9, 10, 13, 30, 18, 64, 23]
}

/** Of this many so many are told beside the whole: some, and not all. */
export function isPartOf(
  part: ExpressionSpecification,
  count: ExpressionSpecification,
): ExpressionSpecification {
  return ['all', ['>', part, 0], ['<', part, count]]
}

/** The radius of a disc that bears "7/11", "15/16!" or "230/304", which need more than a count. */
export function partRadius(
  count: ExpressionSpecification,
  isPart: ExpressionSpecification,
  isMostlyLate: ExpressionSpecification,
): ExpressionSpecification {
  const least: ExpressionSpecification = [
    '+',
    ['step', count, 14, 10, 18, 100, 23],
    ['case', isMostlyLate, 3, 0],
  ]
  return ['max', ['case', isPart, least, 0], countRadius(count)]
}

interface Counted {
  count: ExpressionSpecification
  part: ExpressionSpecification
  isMostlyLate: ExpressionSpecification
  language: Language
}

/** "7/11" where it is a part, else "11"; with a "!" where half or more are late. */
export function countText({ count, part, isMostlyLate, language }: Counted): ExpressionSpecification {
  const numberOf = (what: ExpressionSpecification): ExpressionSpecification => [
    'number-format',
    what,
    { locale: language },
  ]
  return [
    'concat',
    ['case', isPartOf(part, count), ['concat', numberOf(part), '/'], ''],
    numberOf(count),
    ['case', isMostlyLate, '!', ''],
  ]
}

type LayerOfCounts = Pick<CircleLayerSpecification, 'id' | 'source' | 'source-layer' | 'maxzoom' | 'filter'>

/** A disc takes no room from names, so nothing is drawn here that does: names beneath stand beside it, or nowhere. */
export function roomOfDiscs(layer: LayerOfCounts, radius: ExpressionSpecification): SymbolLayerSpecification {
  return {
    ...layer,
    type: 'symbol',
    layout: {
      'icon-image': 'disc',
      'icon-size': ['/', radius, discHalf],
      'icon-padding': 0,
      'icon-allow-overlap': true,
    },
    paint: { 'icon-opacity': 0 },
  }
}

interface Ringed {
  /** the layer's id and where its counts come from */
  layer: LayerOfCounts
  count: ExpressionSpecification
  /** how many of them are chosen */
  chosen: ExpressionSpecification
  /** of the disc */
  radius: ExpressionSpecification
  colour: string
}

/** Beneath a count of which some are chosen: a ring, broader where all are. */
export function chosenRing({ layer, count, chosen, radius, colour }: Ringed): CircleLayerSpecification {
  return {
    ...layer,
    type: 'circle',
    paint: {
      'circle-color': colour,
      'circle-radius': ['+', radius, ['case', ['>=', chosen, count], 5.5, 4]],
      'circle-opacity': ['case', ['>', chosen, 0], 1, 0],
    },
  }
}
