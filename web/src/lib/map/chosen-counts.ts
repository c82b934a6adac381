import type { CircleLayerSpecification, ExpressionSpecification } from 'maplibre-gl'

/** The radius of a count's disc: its area grows with the count. */
export function countRadius(count: ExpressionSpecification): ExpressionSpecification {
  return ['interpolate', ['linear'], ['sqrt', count], 1, 9, 10, 13, 30, 18, 64, 23]
}

interface Ringed {
  /** the layer's id and where its counts come from */
  layer: Pick<CircleLayerSpecification, 'id' | 'source' | 'source-layer' | 'maxzoom' | 'filter'>
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
