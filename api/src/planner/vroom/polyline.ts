/** Encoded polyline of [lon, lat] points, five decimals (Google's algorithm). */
export function encodePolyline(points: readonly (readonly [number, number])[]): string {
  let text = ''
  let [lastLat, lastLon] = [0, 0]
  for (const [lon, lat] of points) {
    const [nextLat, nextLon] = [Math.round(lat * 1e5), Math.round(lon * 1e5)]
    text += encodeNumber(nextLat - lastLat) + encodeNumber(nextLon - lastLon)
    lastLat = nextLat
    lastLon = nextLon
  }
  return text
}

function encodeNumber(value: number): string {
  let rest = value < 0 ? ~(value << 1) : value << 1
  let text = ''
  while (rest >= 0x20) {
    text += String.fromCharCode((0x20 | (rest & 0x1f)) + 63)
    rest >>= 5
  }
  return text + String.fromCharCode(rest + 63)
}
