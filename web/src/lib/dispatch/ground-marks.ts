import type { LonLat } from '@dromos/api/contract'
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Live } from '#lib/city/live.svelte.ts'
import type { MapOverlay } from '#lib/map/overlay.ts'
import { orderPlaceLayers, requestPlaceLayers } from '#lib/map/place-layers.ts'
import { chosenInCounts, refreshRequests } from '#lib/map/request-layers.ts'
import { afterQuiet } from '#lib/ui/after-quiet.ts'
import { afterPicture } from '#lib/ui/after-picture.ts'
import { countsOf } from './counted-in.ts'

const id = 'focus'
const source = 'requests'
const sourceLayer = 'request'

/** A ring around the thing in focus. */
export function focusOverlay(place: LonLat | null): MapOverlay {
  return {
    id,
    sources: {
      [id]: {
        type: 'geojson',
        data: {
          type: 'FeatureCollection',
          features: place
            ? [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: place } }]
            : [],
        },
      },
    },
    layers: ({ colours }) => [
      {
        height: 'on top',
        layer: {
          id: `${id}-casing`,
          type: 'circle',
          source: id,
          paint: {
            'circle-radius': 15,
            'circle-color': 'transparent',
            'circle-stroke-color': colours.casing,
            'circle-stroke-width': 5,
          },
        },
      },
      {
        height: 'on top',
        layer: {
          id: `${id}-ring`,
          type: 'circle',
          source: id,
          paint: {
            'circle-radius': 15,
            'circle-color': 'transparent',
            'circle-stroke-color': colours.ink,
            'circle-stroke-width': 2.5,
          },
        },
      },
    ],
  }
}

const marked = new WeakMap<MapLibreMap, Map<string, Set<number>>>()

type Ids = Iterable<number>

interface ChosenMarks {
  requests: ReadonlyMap<number, { location: LonLat; serviceCode: string }>
  orders: ReadonlyMap<number, unknown>
  /** of which tiles count; all when empty */
  services: readonly string[]
}

/** counts lay out every tile in sight anew: they wait until nobody has chosen for so long */
const pauseMs = 250

/** Marks what is chosen once the list shows it, and what tiles count of it after a pause; returns what calls it off. */
export function followChosen(map: MapLibreMap, marks: ChosenMarks): () => void {
  const stop = afterPicture(() => markAllChosen(map, marks))
  const timer = setTimeout(() => markCounts(map, marks), pauseMs)
  return () => {
    stop()
    clearTimeout(timer)
  }
}

/** Lifts what is chosen out of the others, wherever it is drawn. */
function markAllChosen(map: MapLibreMap, { requests, orders }: ChosenMarks): void {
  markChosen(map, { source, sourceLayer }, requests.keys())
  markChosen(map, { source: requestPlaceLayers.source }, requests.keys())
  markChosen(map, { source: orderPlaceLayers.source }, orders.keys())
}

function isIn(services: readonly string[], code: string): boolean {
  return services.length === 0 || services.includes(code)
}

/** What tiles count tells how many of it are chosen. */
function markCounts(map: MapLibreMap, { requests, services }: ChosenMarks): void {
  if (!map.getSource(source)) return
  const chosen: Record<number, number> = {}
  for (const { location, serviceCode } of requests.values()) {
    if (isIn(services, serviceCode)) for (const id of countsOf(location)) chosen[id] = (chosen[id] ?? 0) + 1
  }
  // the first time there is nothing to take back, and the tiles are as they came
  const isOther = chosenInCounts in map.getGlobalState() || Object.keys(chosen).length > 0
  if (isOther) map.setGlobalStateProperty(chosenInCounts, chosen)
}

/** Marks these features of a source, and no others. */
export function markChosen(
  map: MapLibreMap,
  where: { source: string; sourceLayer?: string },
  chosen: Ids,
): void {
  if (!map.getSource(where.source)) return
  const bySource = marked.get(map) ?? new Map<string, Set<number>>()
  const ids = new Set(chosen)
  for (const id of bySource.get(where.source) ?? []) {
    if (!ids.has(id)) map.setFeatureState({ ...where, id }, { selected: false })
  }
  for (const id of ids) map.setFeatureState({ ...where, id }, { selected: true })
  marked.set(map, bySource.set(where.source, ids))
}

/** New and changed requests appear by themselves: only the tiles over them are asked for again. */
export function followTiles(map: MapLibreMap, live: Pick<Live, 'on' | 'onResync'>): () => void {
  const places = new Map<string, { lon: number; lat: number }>()
  const refresh = afterQuiet(() => {
    for (const place of places.values()) refreshRequests(map, place)
    places.clear()
  })
  const stops = [
    live.on('request', ({ entityId, data }) => {
      const { lon, lat } = data as { lon?: unknown; lat?: unknown }
      if (typeof lon !== 'number' || typeof lat !== 'number') return refreshRequests(map)
      places.set(entityId, { lon, lat })
      refresh()
    }),
    live.onResync(() => refreshRequests(map)),
  ]
  return () => {
    stops.forEach((stop) => stop())
    refresh.stop()
  }
}
