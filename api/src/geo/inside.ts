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
        const [aLon, aLat] = ring[i]
        const [bLon, bLat] = ring[j]
        if (aLat > lat !== bLat > lat && lon < ((bLon - aLon) * (lat - aLat)) / (bLat - aLat) + aLon)
          inside = !inside
      }
  return inside
}

export function areaFinder(areas: readonly { id: number; polygons: Polygons }[]): AreaFinder {
  const boxed = areas.map((area) => ({ ...area, box: boundsOf(area.polygons) }))
  return {
    find: (point) => {
      for (const { id, polygons, box } of boxed) {
        if (point[0] < box[0] || point[1] < box[1] || point[0] > box[2] || point[1] > box[3]) continue
        if (isInside(polygons, point)) return id
      }
      return null
    },
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
