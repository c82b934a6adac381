/** Degrees, WGS 84, in GeoJSON's order. */
export type LonLat = readonly [lon: number, lat: number]
