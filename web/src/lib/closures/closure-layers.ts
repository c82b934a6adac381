import type { ClosureShape, StreetClosure } from '@dromos/api/contract'
import type { Feature } from 'geojson'
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { byZoom } from '#lib/map/by-zoom.ts'
import type { MapOverlay } from '#lib/map/overlay.ts'

const id = 'closures'
/** Their features carry `closureId`. */
export const closureLayerIds = [`${id}-line`, `${id}-area`]

/** Streets that are closed (solid with bars) or slow (dashed); and what is being chosen, in the accent. */
export function closureOverlay(options: {
  closures: readonly StreetClosure[]
  selectedId: number | null
  chosen?: ClosureShape | null
}): MapOverlay {
  const { closures, selectedId, chosen = null } = options
  return {
    id,
    sources: {
      [id]: {
        type: 'geojson',
        data: {
          type: 'FeatureCollection',
          features: [
            ...closures.map((closure): Feature => ({
              type: 'Feature',
              properties: {
                closureId: closure.id,
                kind: closure.speedFactor === 0 ? 'closed' : 'slow',
                isSelected: closure.id === selectedId,
              },
              geometry: closure.geometry as Feature['geometry'],
            })),
            ...(chosen
              ? [{ type: 'Feature', properties: { kind: 'chosen' }, geometry: chosen } as Feature]
              : []),
          ],
        },
      },
    },
    layers: ({ colours }) => {
      const colour: ExpressionSpecification = [
        'match',
        ['get', 'kind'],
        'closed',
        colours.late,
        'slow',
        colours.soon,
        colours.accent,
      ]
      return layers(colour, colours.casing).map((layer) => ({ height: 'on top' as const, layer }))
    },
  }
}

function layers(colour: ExpressionSpecification, casing: string): LayerSpecification[] {
  const isArea: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon']
  const isSlow: ExpressionSpecification = ['==', ['get', 'kind'], 'slow']
  const isSelected: ExpressionSpecification = ['boolean', ['get', 'isSelected'], false]
  const thick = byZoom([11, 2.5], [14, ['case', isSelected, 8, 5.5]], [17, ['case', isSelected, 14, 10]])
  return [
    {
      id: `${id}-area`,
      type: 'fill',
      source: id,
      filter: isArea,
      paint: { 'fill-color': colour, 'fill-opacity': ['case', isSelected, 0.26, 0.16] },
    },
    {
      id: `${id}-outline`,
      type: 'line',
      source: id,
      filter: isArea,
      paint: { 'line-color': colour, 'line-width': ['case', isSelected, 3, 1.75] },
    },
    {
      id: `${id}-casing`,
      type: 'line',
      source: id,
      filter: ['!', isArea],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': casing, 'line-width': byZoom([11, 4.5], [14, 9], [17, 15]) },
    },
    {
      id: `${id}-line`,
      type: 'line',
      source: id,
      filter: ['!', isArea],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colour, 'line-width': thick },
    },
    {
      // bars across a closed street, gaps in a slow one: not by colour alone
      id: `${id}-bars`,
      type: 'line',
      source: id,
      filter: ['all', ['!', isArea], ['!', isSlow], ['==', ['get', 'kind'], 'closed']],
      paint: {
        'line-color': casing,
        'line-width': byZoom([11, 1], [14, 2], [17, 4]),
        'line-dasharray': [1, 2],
      },
    },
    {
      id: `${id}-gaps`,
      type: 'line',
      source: id,
      filter: ['all', ['!', isArea], isSlow],
      paint: { 'line-color': casing, 'line-width': thick, 'line-dasharray': [0.5, 1] },
    },
  ]
}
