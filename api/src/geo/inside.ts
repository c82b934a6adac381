import type { LonLat } from './lon-lat.ts'

/** GeoJSON coordinates: polygons, each an outer ring and its holes. */
export type Polygons = readonly (readonly (readonly LonLat[])[])[]

/** Finds which of many areas holds a point. Areas may overlap: the first given wins. */
export interface AreaFinder {
  find(point: LonLat): number | null
}

/** Whether a point lies inside (even-odd rule); points exactly on an edge may fall on either side. */
export function isInside(polygons: Polygons, [lon, lat]: LonLat): boolean {
  let inside = false
  for (const rings of polygons)
    for (const ring of rings)
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [aLon, aLat] = ring[j]
        const [bLon, bLat] = ring[i]
        if (aLat > lat !== bLat > lat && lon < ((bLon - aLon) * (lat - aLat)) / (bLat - aLat) + aLon)
          inside = !inside
      }
  return inside
}

export function areaFinder(areas: readonly { id: number; polygons: Polygons }[]): AreaFinder {
  const tests = areas.map(({ id, polygons }) => ({ id, holds: bandedTest(polygons) }))
  return {
    find: (point) => {
      for (const { id, holds } of tests) if (holds(point)) return id
      return null
    },
  }
}

const bandCount = 64

/** The same answer as isInside, asked many times: only edges in the point's band of latitude are looked at. */
function bandedTest(polygons: Polygons): (point: LonLat) => boolean {
  const [west, south, east, north] = boundsOf(polygons)
  const height = north - south || 1
  const bandOf = (lat: number) => Math.min(bandCount - 1, Math.floor(((lat - south) / height) * bandCount))
  const bands: number[][] = Array.from({ length: bandCount }, () => [])
  for (const rings of polygons)
    for (const ring of rings)
      for (let i = 1; i < ring.length; i++) {
        const [a, b] = [ring[i - 1], ring[i]]
        const last = bandOf(Math.max(a[1], b[1]))
        for (let band = bandOf(Math.min(a[1], b[1])); band <= last; band++) bands[band].push(...a, ...b)
      }
  const edges = bands.map((band) => Float64Array.from(band))
  return ([lon, lat]) => {
    if (lon < west || lat < south || lon > east || lat > north) return false
    const band = edges[bandOf(lat)]
    let inside = false
    for (let i = 0; i < band.length; i += 4) {
      const aLat = band[i + 1]
      const bLat = band[i + 3]
      if (aLat > lat === bLat > lat) continue
      if (lon < ((band[i + 2] - band[i]) * (lat - aLat)) / (bLat - aLat) + band[i]) inside = !inside
    }
    return inside
  }
}

/** west, south, east, north */
export function boundsOf(polygons: Polygons): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [outer] of polygons)
    for (const [lon, lat] of outer) {
      box[0] = Math.min(box[0], lon)
      box[1] = Math.min(box[1], lat)
      box[2] = Math.max(box[2], lon)
      box[3] = Math.max(box[3], lat)
    }
  return box
}
