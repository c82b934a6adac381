import type { LonLat } from '@dromos/api/contract'
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl'
import { around } from '#lib/closures/around.ts'
import { cornersOf } from '#lib/drawing/corners-of.ts'
import { orderPlaceLayers, requestPlaceLayers } from '#lib/map/place-layers.ts'
import { requestClusterLayerId } from '#lib/map/request-layers.ts'
import type { MapFeature } from '#lib/map/stage.svelte.ts'

/** tiles count on a grid of so many cells a side, between these zooms; from the next on each request is a point */
const cellsAcross = 8
const [firstCounted, lastCounted] = [6, 12]
/** cells along a side of the world, at most */
const mostAcross = 2 ** 15
/** degrees around what lies in one place */
const reach = 1e-5

/** What a count on the map counts: the ground, and the ids on it where the map knows them. */
interface Counted {
  polygon: LonLat[]
  ids: ReadonlySet<number> | null
}

type CountedMap = Pick<MapLibreMap, 'getSource' | 'getZoom'>

/** Null for what is no count. */
export async function countedIn(
  map: CountedMap,
  { layerId, at, properties }: MapFeature,
): Promise<Counted | null> {
  if (layerId === requestClusterLayerId) return at && { polygon: cellAround(at, map.getZoom()), ids: null }
  const layers = [requestPlaceLayers, orderPlaceLayers].find(({ cluster }) => cluster === layerId)
  const source = layers && map.getSource<GeoJSONSource>(layers.source)
  if (!source) return null
  const { cluster_id: cluster, point_count: count } = properties
  const leaves = await source.getClusterLeaves(Number(cluster), Number(count), 0)
  const places = leaves.flatMap(({ geometry }) =>
    geometry.type === 'Point' ? [geometry.coordinates as LonLat] : [],
  )
  const bounds = around(places)
  if (!bounds) return null
  const [west, south, east, north] = bounds
  return {
    polygon: cornersOf([west - reach, south - reach], [east + reach, north + reach]),
    ids: new Set(leaves.map(({ id }) => Number(id))),
  }
}

/** The cell that a tile has counted, by where its count stands: their mean is inside it. */
export function cellAround(place: LonLat, zoom: number): LonLat[] {
  const { west, north, width, height } = cellOf(place, zoom)
  return cornersOf([west, north - height], [west + width, north])
}

/** The counts that a place is counted in, one a zoom, by the ids that their features have. */
export function countsOf(place: LonLat): number[] {
  return Array.from({ length: lastCounted - firstCounted + 1 }, (_, index) => {
    const z = firstCounted + index
    const { across, down } = cellOf(place, z)
    return (z * mostAcross + down) * mostAcross + across
  })
}

/** `across` and `down` from the north west of the world; the rest in degrees. */
function cellOf([lon, lat]: LonLat, zoom: number) {
  const tiles = 2 ** Math.min(lastCounted, Math.floor(zoom))
  const width = 360 / tiles / cellsAcross
  const across = Math.floor((lon + 180) / width)
  const sine = Math.sin((lat * Math.PI) / 180)
  const row = Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * tiles)
  const [top, bottom] = [latitudeOf(row / tiles), latitudeOf((row + 1) / tiles)]
  const height = (top - bottom) / cellsAcross
  const below = Math.floor((top - lat) / height)
  return {
    across,
    down: row * cellsAcross + below,
    west: across * width - 180,
    north: top - below * height,
    width,
    height,
  }
}

/** of a share of the way from the top of the world's square to its bottom */
function latitudeOf(share: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * share))) * 180) / Math.PI
}
