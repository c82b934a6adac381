/**
 * The EPSG code of the UTM zone around a point: a plane in metres that is true to about 1 ‰ across a city.
 * Distances between requests are measured on it.
 */
export function metricSrid(lon: number, lat: number): number {
  const zone = Math.min(60, Math.floor((lon + 180) / 6) + 1)
  return (lat >= 0 ? 32600 : 32700) + zone
}
