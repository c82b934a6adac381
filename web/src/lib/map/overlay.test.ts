import type { Feature, FeatureCollection } from 'geojson'
import type {
  LayerSpecification,
  Map as MapLibreMap,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl'
import { expect, test } from 'vitest'
import { boundaryOverlay } from './boundary-layers.ts'
import { colours } from './colours.ts'
import { heatOverlay } from './heat-layers.ts'
import { hotspotOverlay } from './hotspot-layers.ts'
import { applyStyle, composeStyle, keepForeign, type MapLook, type MapOverlay } from './overlay.ts'
import { requestOverlay } from './request-layers.ts'
import { routeOverlay } from './route-layers.ts'
import { mapStyle } from './style.ts'

const look: MapLook = { theme: 'light', language: 'el', colours: colours.light }
const ground = mapStyle({ theme: 'light', language: 'el', tilesUrl: 'https://city.example/tiles' })

const route = (lon: number) =>
  routeOverlay({
    routes: [
      {
        id: 1,
        colour: '#0072b2',
        line: [
          [lon, 38],
          [24, 38],
        ],
        stops: [],
      },
    ],
  })

function all(): MapOverlay[] {
  return [
    heatOverlay({ surfaces: [], classes: [] }),
    hotspotOverlay({ hotspots: [] }),
    requestOverlay({ tilesUrl: 'https://city.example/tiles', jurisdictionId: 'athens' }),
    route(23),
  ]
}

function dataOf(source: SourceSpecification): FeatureCollection {
  return (source as { data: unknown }).data as FeatureCollection
}

function named(data: FeatureCollection): SourceSpecification {
  return { type: 'geojson', promoteId: 'routeId', data }
}

/** What applyStyle asks of a map, written down. */
function recorder(sources: string[]) {
  const calls: string[] = []
  const map = {
    getSource: (id: string) =>
      sources.includes(id)
        ? {
            setData: () => calls.push(`data of ${id}`),
            updateData: ({ add }: { add: Feature[] }) =>
              calls.push(`change of ${id}: ${add.map(({ properties }) => properties!.routeId)}`),
          }
        : undefined,
    setStyle: () => calls.push('style'),
  }
  return { calls, map: map as unknown as MapLibreMap }
}

test('surfaces lie beneath the names and marks over everything', () => {
  const ids = composeStyle(ground, all(), look).layers.map(({ id }) => id)
  expect(ids.indexOf('heat-surface')).toBeGreaterThan(ids.indexOf('boundary'))
  expect(ids.indexOf('heat-surface')).toBeLessThan(ids.indexOf('street-name'))
  expect(ids.indexOf('requests-point')).toBeGreaterThan(ids.indexOf('place-name'))
  expect(ids.indexOf('routes-line')).toBeGreaterThan(ids.indexOf('requests-point'))
})

test('what lies outside the city fades under its names, figures that reach over the border too', () => {
  const boundary = boundaryOverlay({ type: 'MultiPolygon', coordinates: [] })
  const ids = composeStyle(ground, [heatOverlay({ surfaces: [], classes: [] }), boundary], look).layers.map(
    ({ id }) => id,
  )
  expect(ids.indexOf('city-outside')).toBeGreaterThan(ids.indexOf('heat-edge'))
  expect(ids.indexOf('city-border')).toBeLessThan(ids.indexOf('street-name'))
})

test('every layer has a name of its own and a source that is there', () => {
  const { layers, sources } = composeStyle(ground, all(), look)
  expect(new Set(layers.map(({ id }) => id)).size).toBe(layers.length)
  for (const layer of layers) if ('source' in layer) expect(Object.keys(sources)).toContain(layer.source)
})

test('names of an overlay begin with its id', () => {
  for (const overlay of all())
    for (const name of [
      ...Object.keys(overlay.sources),
      ...overlay.layers(look).map(({ layer }) => layer.id),
    ])
      expect(name.startsWith(overlay.id)).toBe(true)
})

test('new data of a source is handed over without touching the style, and no other source', () => {
  const before = composeStyle(ground, [route(23)], look)
  const after = composeStyle(ground, [{ ...route(23.5), layers: route(23).layers }], look)
  const { calls, map } = recorder(['routes-line', 'routes-stop'])
  applyStyle(map, before, after)
  expect(calls).toEqual(['data of routes-line'])
})

test('data that is the same is left alone, though it was made anew', () => {
  const { calls, map } = recorder(['routes-line', 'routes-stop'])
  applyStyle(map, composeStyle(ground, [route(23)], look), composeStyle(ground, [route(23)], look))
  expect(calls).toEqual([])
})

test('of two routes only the one that changed is handed over', () => {
  const two = (lon: number) => {
    const [one, other] = [route(23), route(lon)].map(({ sources }) => dataOf(sources['routes-line']!))
    const features = [one!.features[0]!, { ...other!.features[0]!, properties: { routeId: 2 } }]
    return { ...route(23), sources: { 'routes-line': named({ type: 'FeatureCollection', features }) } }
  }
  const { calls, map } = recorder(['routes-line'])
  applyStyle(map, composeStyle(ground, [two(24)], look), composeStyle(ground, [two(25)], look))
  expect(calls).toEqual(['change of routes-line: 2'])
})

test('another theme, and a source the map does not have yet, change the style', () => {
  const before = composeStyle(ground, [route(23)], look)
  const dark = { ...look, theme: 'dark' as const, colours: colours.dark }
  const themed = recorder(['routes-line', 'routes-stop'])
  applyStyle(themed.map, before, composeStyle(ground, [route(23)], dark))
  expect(themed.calls).toEqual(['style'])
  const early = recorder([])
  applyStyle(early.map, before, composeStyle(ground, [route(24)], look))
  expect(early.calls).toEqual(['style'])
})

test('what others drew stays on top, what was ours and is gone goes', () => {
  const before = composeStyle(ground, all(), look)
  const next = composeStyle(ground, [], look)
  const drawn: LayerSpecification = { id: 'td-point', type: 'circle', source: 'td' }
  const shown: StyleSpecification = {
    ...before,
    sources: {
      ...before.sources,
      td: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    },
    layers: [...before.layers, drawn],
  }
  const kept = keepForeign(shown, before, next)
  expect(kept.layers).toEqual([...next.layers, drawn])
  expect(Object.keys(kept.sources)).toEqual(['basemap', 'td'])
})
